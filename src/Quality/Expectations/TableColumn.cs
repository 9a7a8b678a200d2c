using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>A column of the table that a suite is run on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as DuckDB writes it: <c>BIGINT</c>, <c>DECIMAL(18,2)</c>.</param>
public sealed record TableColumn(string Name, string Type)
{
    internal string Sql => Dialect.DuckDb.Identifier(Name);

    /// <summary>The type without precision.</summary>
    internal string TypeName => Type.Split('(')[0];

    internal bool IsFloating => Type is "DOUBLE" or "FLOAT";

    internal bool IsInteger => Type.EndsWith("INT", StringComparison.Ordinal) || Type is "INTEGER" or "UINTEGER";

    internal ColumnKind Kind => this switch
    {
        _ when Type.EndsWith(']') || Type.StartsWith("STRUCT", StringComparison.Ordinal) => ColumnKind.Other,
        { TypeName: "VARCHAR" } => ColumnKind.Text,
        { IsInteger: true } or { IsFloating: true } or { TypeName: "DECIMAL" } => ColumnKind.Number,
        { Type: "BOOLEAN" } => ColumnKind.Boolean,
        { Type: "DATE" } => ColumnKind.Date,
        _ when Type.StartsWith("TIMESTAMP", StringComparison.Ordinal) => ColumnKind.Timestamp,
        _ => ColumnKind.Other,
    };
}
