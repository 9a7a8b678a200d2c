using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// A variant as DuckDB reads it: a value of its own type from files that mark the column as a variant, from others an object with
/// the two binary fields.
/// </summary>
internal sealed record StoredVariant : DataType
{
    public static readonly StoredVariant Type = new();

    private StoredVariant()
    {
    }

    public override string Name => "VARIANT";

    /// <summary>SQL of the two binary fields. DuckDB takes JSON's null for a row without a value.</summary>
    public static string Fields(string value) =>
        $"case when variant_typeof({value}) = 'OBJECT(value, metadata)' then cast({value} as STRUCT(value BLOB, metadata BLOB)) "
        + $"when {value} is not null then cast(variant_to_parquet_variant({value}) as STRUCT(value BLOB, metadata BLOB)) end";
}
