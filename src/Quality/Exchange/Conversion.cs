namespace Lakehouse.Quality.Exchange;

/// <summary>A contract in another format, or a schema as a contract.</summary>
/// <param name="Text">The text.</param>
/// <param name="Losses">What it does not say any more, in the order of the fields.</param>
public sealed record Conversion(string Text, IReadOnlyList<ConversionLoss> Losses);
