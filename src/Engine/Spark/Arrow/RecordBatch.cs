namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Some rows of a result, by column.</summary>
/// <param name="Schema">The columns.</param>
/// <param name="Length">How many rows.</param>
/// <param name="Columns">The values of each column.</param>
internal sealed record RecordBatch(IReadOnlyList<Field> Schema, int Length, IReadOnlyList<ArrowArray> Columns);
