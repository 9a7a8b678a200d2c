namespace Lakehouse.Quality.Protobuf;

/// <summary>An enum.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="FullName">Its name with those of its package and the messages around it.</param>
/// <param name="Values">Names and numbers in the order of the file.</param>
/// <param name="Reserved">Numbers and names that may not be used.</param>
public sealed record ProtoEnum(
    string Name, string FullName, IReadOnlyList<KeyValuePair<string, int>> Values, ProtoReserved Reserved);
