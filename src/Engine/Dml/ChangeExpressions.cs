using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Dml;

/// <summary>What the expressions of a change say, once they are parsed.</summary>
internal sealed record ChangeExpressions
{
    /// <summary>Columns of the source.</summary>
    public required StructType Source { get; init; }

    /// <summary>Whether the source's rows are in a table, for they are read more than once.</summary>
    public required bool IsSourceKept { get; init; }

    /// <summary>What holds for every row of the table that is looked at; null when nothing is known.</summary>
    public required Predicate? Reads { get; init; }

    /// <summary>Whether partition values alone tell which rows are touched, and these are deleted.</summary>
    public required bool NeedsPartitionsOnly { get; init; }

    /// <summary>The rules of new rows, for DuckDB.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Expressions of generated columns, for DuckDB.</summary>
    public required IReadOnlyDictionary<string, string> Generated { get; init; }

    /// <summary>Default values, for DuckDB.</summary>
    public required IReadOnlyDictionary<string, string> Defaults { get; init; }

    /// <summary>The columns that number new rows.</summary>
    public required IReadOnlyDictionary<string, IdentityColumn> Identities { get; init; }

    /// <summary>How the table maps columns.</summary>
    public required ColumnMappingMode Mapping { get; init; }
}
