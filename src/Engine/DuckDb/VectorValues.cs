using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Reads the values of a vector, nested ones too, as .NET objects.</summary>
internal sealed class VectorValues
{
    private readonly LogicalType _type;
    private readonly VectorReader _vector;
    private readonly ImmutableArray<VectorValues> _children;

    internal VectorValues(LogicalType type, VectorReader vector)
    {
        _type = type;
        _vector = vector;
        _children = type.Id switch
        {
            DuckDBType.List => [new(type.Children[0], vector.Elements)],
            DuckDBType.Array => [new(type.Children[0], vector.ArrayElements)],
            DuckDBType.Struct => [.. type.Children.Select((child, i) => new VectorValues(child, vector.Field(i)))],
            DuckDBType.Union => [.. type.Children.Select((child, i) => new VectorValues(child, vector.Field(i + 1)))],
            DuckDBType.Map =>
                [new(type.Children[0], vector.Elements.Field(0)), new(type.Children[1], vector.Elements.Field(1))],
            _ => [],
        };
    }

    internal VectorReader Vector => _vector;

    /// <summary>The value, or null.</summary>
    /// <exception cref="EngineException">ENG0108, ENG0109: it has no equal in .NET.</exception>
    internal object? GetValue(int row) => _vector.IsNull(row) ? null : _type.Id switch
    {
        DuckDBType.Boolean => _vector.Get<byte>(row) != 0,
        DuckDBType.TinyInt => _vector.Get<sbyte>(row),
        DuckDBType.SmallInt => _vector.Get<short>(row),
        DuckDBType.Integer => _vector.Get<int>(row),
        DuckDBType.BigInt => _vector.Get<long>(row),
        DuckDBType.UTinyInt => _vector.Get<byte>(row),
        DuckDBType.USmallInt => _vector.Get<ushort>(row),
        DuckDBType.UInteger => _vector.Get<uint>(row),
        DuckDBType.UBigInt => _vector.Get<ulong>(row),
        DuckDBType.Float => _vector.Get<float>(row),
        DuckDBType.Double => _vector.Get<double>(row),
        DuckDBType.Varchar => Encoding.UTF8.GetString(_vector.GetBytes(row)),
        DuckDBType.Blob => _vector.GetBytes(row).ToArray(),
        DuckDBType.Bit => BitText(_vector.GetBytes(row)),
        DuckDBType.Enum => _type.Names[EnumIndex(row)],
        DuckDBType.Date => NativeConversions.ToDate(_vector.Get<int>(row)),
        DuckDBType.Time => NativeConversions.ToTime(_vector.Get<long>(row)),
        DuckDBType.Interval => _vector.Get<DuckDBInterval>(row),
        DuckDBType.TimestampTz => NativeConversions.ToDateTime(GetMicroseconds(row), DateTimeKind.Utc),
        DuckDBType.Timestamp or DuckDBType.TimestampSeconds or DuckDBType.TimestampMilliseconds =>
            NativeConversions.ToDateTime(GetMicroseconds(row), DateTimeKind.Unspecified),
        DuckDBType.List => Elements(_vector.GetRange(row)),
        DuckDBType.Array => Elements((row * _type.Width, _type.Width)),
        DuckDBType.Struct => Fields(row),
        DuckDBType.Map => Entries(_vector.GetRange(row)),
        DuckDBType.Union => _children[_vector.Field(0).Get<byte>(row)].GetValue(row),
        _ => GetWide(row),
    };

    // Apart, for code with whole numbers of 128 bits is not compiled ahead of time.
    private object GetWide(int row) => _type.Id switch
    {
        DuckDBType.HugeInt => (BigInteger)_vector.Get<Int128>(row),
        DuckDBType.UHugeInt => (BigInteger)_vector.Get<UInt128>(row),
        DuckDBType.Decimal => _type.Width <= 28 ? GetDecimal(row).ToDecimal() : GetDecimal(row),
        DuckDBType.Uuid => NativeConversions.ToGuid(_vector.Get<Int128>(row)),
        _ => throw Unsupported(),
    };

    /// <summary>An integer of any width that fits 64 bits.</summary>
    internal long GetInt64(int row) => _type.Id switch
    {
        DuckDBType.BigInt => _vector.Get<long>(row),
        DuckDBType.Integer => _vector.Get<int>(row),
        DuckDBType.SmallInt => _vector.Get<short>(row),
        DuckDBType.TinyInt => _vector.Get<sbyte>(row),
        DuckDBType.UTinyInt => _vector.Get<byte>(row),
        DuckDBType.USmallInt => _vector.Get<ushort>(row),
        DuckDBType.UInteger => _vector.Get<uint>(row),
        DuckDBType.UBigInt or DuckDBType.HugeInt => GetFitting(row),
        _ => throw NotA("an integer"),
    };

    internal DuckDBDecimal GetDecimal(int row) => _type.Id switch
    {
        DuckDBType.Decimal => new(
            _type.Width switch
            {
                <= 4 => _vector.Get<short>(row),
                <= 9 => _vector.Get<int>(row),
                <= 18 => _vector.Get<long>(row),
                _ => _vector.Get<Int128>(row),
            },
            _type.Scale),
        DuckDBType.HugeInt => new(_vector.Get<Int128>(row), 0),
        DuckDBType.UBigInt => new(_vector.Get<ulong>(row), 0),
        _ => new(GetInt64(row), 0),
    };

    internal double GetDouble(int row) => _type.Id switch
    {
        DuckDBType.Double => _vector.Get<double>(row),
        DuckDBType.Float => _vector.Get<float>(row),
        _ => throw NotA("a floating point number"),
    };

    internal ReadOnlySpan<byte> GetBytes(int row) => _type.Id is DuckDBType.Varchar or DuckDBType.Blob
        ? _vector.GetBytes(row)
        : throw NotA("text or bytes");

    internal string GetString(int row) => _type.Id switch
    {
        DuckDBType.Varchar => Encoding.UTF8.GetString(_vector.GetBytes(row)),
        DuckDBType.Enum => _type.Names[EnumIndex(row)],
        _ => throw NotA("text"),
    };

    /// <summary>A timestamp of any unit but nanoseconds, as microseconds since the epoch.</summary>
    internal long GetMicroseconds(int row)
    {
        var stored = _vector.Get<long>(row);
        var isFinite = stored is not (long.MaxValue or -long.MaxValue);
        return _type.Id switch
        {
            DuckDBType.Timestamp or DuckDBType.TimestampTz => stored,
            DuckDBType.TimestampMilliseconds => isFinite ? stored * 1_000 : stored,
            DuckDBType.TimestampSeconds => isFinite ? stored * 1_000_000 : stored,
            _ => throw NotA("a timestamp"),
        };
    }

    internal EngineException NotA(string wanted) => new(
        ErrorCodes.ValueNotRepresentable, $"a column of type {_type} was read as {wanted}. Cast it in the query.");

    private long GetFitting(int row)
    {
        var value = _type.Id == DuckDBType.HugeInt ? _vector.Get<Int128>(row) : _vector.Get<ulong>(row);
        return value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : throw NativeConversions.OutOfRange("HUGEINT or UBIGINT", nameof(Int64));
    }

    /// <summary>The first byte says how many leading bits of the second one are padding.</summary>
    private static string BitText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var i = 8 + bytes[0]; i < bytes.Length * 8; i++)
        {
            text.Append((bytes[i / 8] >> (7 - (i % 8)) & 1) == 0 ? '0' : '1');
        }

        return text.ToString();
    }

    private int EnumIndex(int row) => _type.Names.Length switch
    {
        <= byte.MaxValue => _vector.Get<byte>(row),
        <= ushort.MaxValue => _vector.Get<ushort>(row),
        _ => checked((int)_vector.Get<uint>(row)),
    };

    private List<object?> Elements((int Start, int Count) range)
    {
        var list = new List<object?>(range.Count);
        for (var i = range.Start; i < range.Start + range.Count; i++)
        {
            list.Add(_children[0].GetValue(i));
        }

        return list;
    }

    private Dictionary<string, object?> Fields(int row)
    {
        var fields = new Dictionary<string, object?>(_children.Length, StringComparer.Ordinal);
        for (var i = 0; i < _children.Length; i++)
        {
            fields[_type.Names[i]] = _children[i].GetValue(row);
        }

        return fields;
    }

    private Dictionary<object, object?> Entries((int Start, int Count) range)
    {
        var entries = new Dictionary<object, object?>(range.Count);
        for (var i = range.Start; i < range.Start + range.Count; i++)
        {
            entries[_children[0].GetValue(i)!] = _children[1].GetValue(i);
        }

        return entries;
    }

    private EngineException Unsupported() => new(
        ErrorCodes.TypeNotSupported, $"a column has the type {_type}, which .NET has no equal for. Cast it in the query.");
}
