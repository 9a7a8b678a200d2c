namespace Lakehouse.Quality.Protobuf;

/// <summary>Numbers and names that may not be used.</summary>
/// <param name="Ranges">First and last number, both inside.</param>
/// <param name="Names">Names.</param>
public sealed record ProtoReserved(IReadOnlyList<(int First, int Last)> Ranges, IReadOnlyList<string> Names)
{
    /// <summary>Nothing reserved.</summary>
    public static readonly ProtoReserved None = new([], []);

    /// <summary>Whether the number or the name is reserved.</summary>
    public bool Holds(int number, string name) =>
        Names.Contains(name) || Ranges.Any(range => number >= range.First && number <= range.Last);
}
