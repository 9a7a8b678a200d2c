namespace Lakehouse.Quality.Expectations;

/// <summary>An argument that an expectation takes.</summary>
/// <param name="Name">Its key in <c>kwargs</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRequired">Whether it must be given.</param>
public sealed record ExpectationArgument(string Name, ArgumentKind Kind, bool IsRequired = false)
{
    /// <summary>The texts that are possible; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
