using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Constraints;

/// <summary>Expressions, in Spark's SQL, that give the values of columns.</summary>
public static class ColumnExpressions
{
    /// <summary>How a generated column follows from others; null for other columns.</summary>
    public static string? Generation(StructField field) => RowRules.Text(field, RowRules.GenerationKey);

    /// <summary>The value that new rows get when none is given; null when there is none.</summary>
    public static string? Default(StructField field) => RowRules.Text(field, RowRules.DefaultKey);
}
