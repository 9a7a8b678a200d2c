using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Writes .NET objects into a vector, nested ones too; for the last chunk only, in order of the rows.</summary>
internal sealed class VectorFiller
{
    private readonly LogicalType _type;
    private VectorWriter _vector;
    private ImmutableArray<VectorFiller> _children;
    private int _elementCount;
    private int _elementCapacity;

    internal VectorFiller(LogicalType type, VectorWriter vector)
    {
        _type = type;
        _vector = vector;
        _children = Descend(capacity: 0);
    }

    internal LogicalType Type => _type;

    internal VectorWriter Vector => _vector;

    /// <summary>Fields of a struct, the element of a list, key and value of a map.</summary>
    internal ImmutableArray<VectorFiller> Children => _children;

    /// <summary>Elements or entries so far.</summary>
    internal int ElementCount => _elementCount;

    /// <exception cref="EngineException">ENG0108: the value does not fit the column's type.</exception>
    internal void Write(int row, object? value)
    {
        // A row that was begun before and given up may have left a null here.
        _vector.SetValid(row);
        switch (_type.Id, value)
        {
            case (_, null or DBNull): WriteNull(row); break;
            case (DuckDBType.Boolean, bool boolean): _vector.Write(row, boolean ? (byte)1 : (byte)0); break;
            case (DuckDBType.Float, float or double): _vector.Write(row, Convert.ToSingle(value)); break;
            case (DuckDBType.Double, float or double): _vector.Write(row, Convert.ToDouble(value)); break;
            case (DuckDBType.Decimal, _): WriteDecimal(row, AsDecimal(value)); break;
            case (DuckDBType.Varchar, string text): _vector.WriteBytes(row, NativeText.Strict.GetBytes(text)); break;
            case (DuckDBType.Blob, byte[] bytes): _vector.WriteBytes(row, bytes); break;
            case (DuckDBType.Uuid, Guid guid): _vector.Write(row, NativeConversions.ToStored(guid)); break;
            case (DuckDBType.Date, DateOnly date): _vector.Write(row, NativeConversions.ToDays(date)); break;
            case (DuckDBType.Time, TimeOnly time): _vector.Write(row, time.Ticks / TimeSpan.TicksPerMicrosecond); break;
            case (DuckDBType.Timestamp, DateTime dateTime): WriteTimestamp(row, dateTime); break;
            case (DuckDBType.TimestampTz, DateTimeOffset instant): WriteTimestamp(row, instant.UtcDateTime); break;
            case (DuckDBType.TimestampTz, DateTime { Kind: DateTimeKind.Utc } instant): WriteTimestamp(row, instant); break;
            case (DuckDBType.Interval, DuckDBInterval interval): _vector.Write(row, interval); break;
            case (DuckDBType.Enum, string text): WriteEnum(row, text); break;
            case (DuckDBType.Struct, IReadOnlyDictionary<string, object?> fields): WriteStruct(row, fields); break;
            case (DuckDBType.Map, IDictionary entries): WriteMap(row, entries); break;
            case (DuckDBType.List, IEnumerable elements and not string): WriteList(row, elements); break;
            default: WriteInteger(row, value); break;
        }
    }

    internal void WriteNull(int row)
    {
        _vector.SetNull(row);
        if (_type.Id == DuckDBType.Struct)
        {
            foreach (var field in _children)
            {
                field.WriteNull(row);
            }
        }
        else if (_type.Id is DuckDBType.List or DuckDBType.Map)
        {
            _vector.WriteRange(row, _elementCount, 0);
        }
    }

    /// <summary>An integer into a column of any integer type that it fits.</summary>
    internal void WriteInt64(int row, long value)
    {
        _vector.SetValid(row);
        try
        {
            switch (_type.Id)
            {
                case DuckDBType.BigInt: _vector.Write(row, value); break;
                case DuckDBType.Integer: _vector.Write(row, checked((int)value)); break;
                case DuckDBType.SmallInt: _vector.Write(row, checked((short)value)); break;
                case DuckDBType.TinyInt: _vector.Write(row, checked((sbyte)value)); break;
                case DuckDBType.UBigInt: _vector.Write(row, checked((ulong)value)); break;
                case DuckDBType.UInteger: _vector.Write(row, checked((uint)value)); break;
                case DuckDBType.USmallInt: _vector.Write(row, checked((ushort)value)); break;
                case DuckDBType.UTinyInt: _vector.Write(row, checked((byte)value)); break;
                case DuckDBType.HugeInt: _vector.Write(row, (Int128)value); break;
                case DuckDBType.Decimal: WriteDecimal(row, new DuckDBDecimal(value, 0)); break;
                default: throw Mismatch("an integer");
            }
        }
        catch (OverflowException)
        {
            throw Mismatch("an integer out of its range");
        }
    }

    internal EngineException Mismatch(string given) => new(
        ErrorCodes.ValueNotRepresentable,
        $"a column of type {_type} was given {given}. Give it a value of its own type.");

    private ImmutableArray<VectorFiller> Descend(int capacity) => _type.Id switch
    {
        DuckDBType.Struct => [.. _type.Children.Select((child, i) => new VectorFiller(child, _vector.Field(i)))],
        DuckDBType.List => [new(_type.Children[0], _vector.ReserveElements(capacity))],
        DuckDBType.Map when _vector.ReserveElements(capacity) is var entries =>
            [new(_type.Children[0], entries.Field(0)), new(_type.Children[1], entries.Field(1))],
        _ => [],
    };

    /// <summary>Adds elements or entries and gives the place of the first.</summary>
    /// <remarks>Elements move when there is more room, so fillers below get their new places.</remarks>
    internal int Grow(int count)
    {
        var start = _elementCount;
        _elementCount += count;
        if (_elementCount > _elementCapacity)
        {
            _elementCapacity = Math.Max(_elementCount, _elementCapacity * 2);
            Move(_vector);
        }

        _vector.SetElementCount(_elementCount);
        return start;
    }

    private void Move(VectorWriter vector)
    {
        _vector = vector;
        switch (_type.Id)
        {
            case DuckDBType.Struct:
                for (var i = 0; i < _children.Length; i++)
                {
                    _children[i].Move(vector.Field(i));
                }

                break;
            case DuckDBType.List:
                _children[0].Move(vector.ReserveElements(_elementCapacity));
                break;
            case DuckDBType.Map:
                var entries = vector.ReserveElements(_elementCapacity);
                _children[0].Move(entries.Field(0));
                _children[1].Move(entries.Field(1));
                break;
        }
    }

    private void WriteInteger(int row, object value)
    {
        switch (value)
        {
            case long or int or short or sbyte or byte or ushort or uint:
                WriteInt64(row, Convert.ToInt64(value));
                break;
            case ulong unsigned when _type.Id == DuckDBType.UBigInt:
                _vector.Write(row, unsigned);
                break;
            case BigInteger or Int128 when _type.Id == DuckDBType.HugeInt:
                _vector.Write(row, value is BigInteger integer ? (Int128)integer : (Int128)value);
                break;
            default:
                throw Mismatch($"a {value.GetType().Name}");
        }
    }

    private void WriteTimestamp(int row, DateTime value) => _vector.Write(row, NativeConversions.ToMicroseconds(value));

    private DuckDBDecimal AsDecimal(object? value) => value switch
    {
        decimal number => NativeConversions.ToDuckDBDecimal(number),
        DuckDBDecimal number => number,
        long or int or short or sbyte or byte or ushort or uint => new(Convert.ToInt64(value), 0),
        _ => throw Mismatch($"a {value!.GetType().Name}"),
    };

    private void WriteDecimal(int row, DuckDBDecimal value)
    {
        var unscaled = Rescale(value);
        switch (_type.Width)
        {
            case <= 4: _vector.Write(row, (short)unscaled); break;
            case <= 9: _vector.Write(row, (int)unscaled); break;
            case <= 18: _vector.Write(row, (long)unscaled); break;
            default: _vector.Write(row, unscaled); break;
        }
    }

    /// <summary>The digits at the column's scale; never rounded.</summary>
    private Int128 Rescale(DuckDBDecimal value)
    {
        var digits = (BigInteger)value.Unscaled * BigInteger.Pow(10, Math.Max(0, _type.Scale - value.Scale));
        var (quotient, remainder) = BigInteger.DivRem(digits, BigInteger.Pow(10, Math.Max(0, value.Scale - _type.Scale)));
        return remainder.IsZero && BigInteger.Abs(quotient) < BigInteger.Pow(10, _type.Width)
            ? (Int128)quotient
            : throw Mismatch("a decimal with more digits");
    }

    private void WriteEnum(int row, string text)
    {
        var index = _type.Names.IndexOf(text);
        switch (_type.Names.Length)
        {
            case var _ when index < 0: throw Mismatch("a text that is not one of its values");
            case <= byte.MaxValue: _vector.Write(row, (byte)index); break;
            case <= ushort.MaxValue: _vector.Write(row, (ushort)index); break;
            default: _vector.Write(row, (uint)index); break;
        }
    }

    private void WriteStruct(int row, IReadOnlyDictionary<string, object?> fields)
    {
        for (var i = 0; i < _children.Length; i++)
        {
            _children[i].Write(row, fields.GetValueOrDefault(_type.Names[i]));
        }
    }

    private void WriteList(int row, IEnumerable values)
    {
        var elements = values.Cast<object?>().ToArray();
        var start = Grow(elements.Length);
        _vector.WriteRange(row, start, elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            _children[0].Write(start + i, elements[i]);
        }
    }

    private void WriteMap(int row, IDictionary entries)
    {
        var position = Grow(entries.Count);
        _vector.WriteRange(row, position, entries.Count);
        foreach (DictionaryEntry entry in entries)
        {
            _children[0].Write(position, entry.Key);
            _children[1].Write(position++, entry.Value);
        }
    }
}
