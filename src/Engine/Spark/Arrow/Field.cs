namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>A column, or a part of a nested one.</summary>
/// <param name="Name">Its name; columns of a result may share one.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsNullable">Whether values may be null.</param>
/// <param name="Children">The parts of a nested type.</param>
internal sealed record Field(string Name, ArrowType Type, bool IsNullable, IReadOnlyList<Field> Children);
