namespace Lakehouse.Quality.Exchange;

/// <summary>Something that the other format cannot say.</summary>
/// <param name="Path">The property, or <c>/</c> for the contract as a whole.</param>
/// <param name="What">What is lost, a sentence without its end.</param>
public sealed record ConversionLoss(string Path, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {What}";
}
