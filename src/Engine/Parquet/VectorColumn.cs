using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Delta.Ports;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Parquet;

/// <summary>A column over the memory of DuckDB's vector; nothing is copied.</summary>
/// <remarks>Values are read a million times before the runtime would have found that worth optimising.</remarks>
internal sealed class VectorColumn : IColumn
{
    private static readonly JsonWriterOptions JsonOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool IsNull(int row) => _vector.IsNull(row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool GetBoolean(int row) =>
        _type.Id == DuckDBType.Boolean ? _vector.Get<byte>(row) != 0 : throw NotA("a boolean");

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long GetInt64(int row) => _type.Id switch
    {
        DuckDBType.BigInt or DuckDBType.Timestamp or DuckDBType.TimestampTz => _vector.Get<long>(row),
        DuckDBType.Integer or DuckDBType.Date => _vector.Get<int>(row),
        DuckDBType.SmallInt => _vector.Get<short>(row),
        DuckDBType.TinyInt => _vector.Get<sbyte>(row),
        _ => throw NotA("an integer"),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> GetBytes(int row) =>
        _type.Id is DuckDBType.Varchar or DuckDBType.Blob ? _vector.GetBytes(row) : throw NotA("text or bytes");

    /// <inheritdoc/>
    public string GetJson(int row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            WriteJson(json, row);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public IColumn? Field(string name) => _type.Id != DuckDBType.Struct ? throw NotA("a struct")
        : _type.Names.IndexOf(name) is >= 0 and var index ? _children[index]
        : null;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int Start, int Count) Range(int row) =>
        _type.Id is DuckDBType.List or DuckDBType.Map ? _vector.GetRange(row) : throw NotA("a list or a map");

    private void WriteJson(Utf8JsonWriter json, int row)
    {
        switch (_type.Id)
        {
            case DuckDBType.Struct:
                json.WriteStartObject();
                for (var i = 0; i < _children.Length; i++)
                {
                    if (!_children[i].IsNull(row))
                    {
                        json.WritePropertyName(_type.Names[i]);
                        _children[i].WriteJson(json, row);
                    }
                }

                json.WriteEndObject();
                break;
            case DuckDBType.Varchar:
                json.WriteStringValue(_vector.GetBytes(row));
                break;
            case DuckDBType.Blob:
                json.WriteBase64StringValue(_vector.GetBytes(row));
                break;
            default:
                WriteScalar(json, new VectorValues(_type, _vector), row);
                break;
        }
    }

    private void WriteScalar(Utf8JsonWriter json, VectorValues values, int row)
    {
        switch (_type.Id)
        {
            case DuckDBType.Boolean:
                json.WriteBooleanValue(GetBoolean(row));
                break;
            case DuckDBType.Float or DuckDBType.Double when double.IsFinite(values.GetDouble(row)):
                json.WriteNumberValue(values.GetDouble(row));
                break;
            case DuckDBType.Float or DuckDBType.Double:
                json.WriteNullValue();
                break;
            case DuckDBType.Decimal:
                json.WriteRawValue(values.GetDecimal(row).ToString());
                break;
            case DuckDBType.Date:
                json.WriteStringValue(NativeConversions.ToDate(_vector.Get<int>(row)).ToString("yyyy-MM-dd"));
                break;
            case DuckDBType.Timestamp or DuckDBType.TimestampTz:
                json.WriteStringValue(((DateTime)values.GetValue(row)!).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffK"));
                break;
            default:
                json.WriteNumberValue(GetInt64(row));
                break;
        }
    }

    private EngineException NotA(string wanted) => new(
        ErrorCodes.ValueNotRepresentable,
        $"a column of the Parquet file has the type {_type} and was read as {wanted}. Look at who wrote the file.");
}
