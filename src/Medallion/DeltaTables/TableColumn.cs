namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A column of a Delta table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the protocol's words.</param>
/// <param name="Nullable">Whether it may be null.</param>
public sealed record TableColumn(string Name, string Type, bool Nullable);
