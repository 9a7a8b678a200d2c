using System.Collections.Immutable;
using Lakehouse.Delta.Ports;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Parquet;

/// <summary>A column over the memory of DuckDB's vector; nothing is copied.</summary>
internal sealed class VectorColumn : IColumn
{
    private readonly LogicalType _type;
    private readonly VectorReader _vector;
    private readonly ImmutableArray<VectorColumn> _children;

    internal VectorColumn(LogicalType type, VectorReader vector)
    {
        _type = type;
        _vector = vector;
        _children = type.Id switch
        {
            DuckDBType.Struct => [.. type.Children.Select((child, i) => new VectorColumn(child, vector.Field(i)))],
            DuckDBType.List => [new(type.Children[0], vector.Elements)],
            DuckDBType.Map =>
                [new(type.Children[0], vector.Elements.Field(0)), new(type.Children[1], vector.Elements.Field(1))],
            _ => [],
        };
    }

    /// <inheritdoc/>
    public IColumn Elements => _type.Id == DuckDBType.List ? _children[0] : throw NotA("a list");

    /// <inheritdoc/>
    public IColumn Keys => _type.Id == DuckDBType.Map ? _children[0] : throw NotA("a map");

    /// <inheritdoc/>
    public IColumn Values => _type.Id == DuckDBType.Map ? _children[1] : throw NotA("a map");

    /// <inheritdoc/>
    public bool IsNull(int row) => _vector.IsNull(row);

    /// <inheritdoc/>
    public bool GetBoolean(int row) =>
        _type.Id == DuckDBType.Boolean ? _vector.Get<byte>(row) != 0 : throw NotA("a boolean");

    /// <inheritdoc/>
    public long GetInt64(int row) => _type.Id switch
    {
        DuckDBType.BigInt or DuckDBType.Timestamp or DuckDBType.TimestampTz => _vector.Get<long>(row),
        DuckDBType.Integer or DuckDBType.Date => _vector.Get<int>(row),
        DuckDBType.SmallInt => _vector.Get<short>(row),
        DuckDBType.TinyInt => _vector.Get<sbyte>(row),
        _ => throw NotA("an integer"),
    };

    /// <inheritdoc/>
    public ReadOnlySpan<byte> GetBytes(int row) =>
        _type.Id is DuckDBType.Varchar or DuckDBType.Blob ? _vector.GetBytes(row) : throw NotA("text or bytes");

    /// <inheritdoc/>
    public IColumn? Field(string name) => _type.Id != DuckDBType.Struct ? throw NotA("a struct")
        : _type.Names.IndexOf(name) is >= 0 and var index ? _children[index]
        : null;

    /// <inheritdoc/>
    public (int Start, int Count) Range(int row) =>
        _type.Id is DuckDBType.List or DuckDBType.Map ? _vector.GetRange(row) : throw NotA("a list or a map");

    private EngineException NotA(string wanted) => new(
        ErrorCodes.ValueNotRepresentable,
        $"a column of the Parquet file has the type {_type} and was read as {wanted}. Look at who wrote the file.");
}
