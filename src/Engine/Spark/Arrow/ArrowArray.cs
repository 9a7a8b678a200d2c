using System.Buffers.Binary;
using System.Text;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>The values of a column in a batch.</summary>
/// <param name="length">How many.</param>
/// <param name="validity">A bit for each value, 0 for null; empty when there is no null.</param>
internal abstract class ArrowArray(int length, ReadOnlyMemory<byte> validity)
{
    public int Length => length;

    public bool IsNull(int index) => validity.Length > 0 && !Bits.IsSet(validity.Span, index);

    /// <summary>The value as .NET has it, null for null; nested ones as list or dictionary.</summary>
    /// <exception cref="EngineException">ENG0108: it has no equal in .NET.</exception>
    public object? GetValue(int index) => IsNull(index) ? null : Value(index);

    protected abstract object? Value(int index);
}

/// <summary>No value but null.</summary>
internal sealed class NullArray(int length) : ArrowArray(length, default)
{
    protected override object? Value(int index) => null;
}

/// <summary>Truth values, a bit each.</summary>
internal sealed class BooleanArray(int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> values)
    : ArrowArray(length, validity)
{
    protected override object Value(int index) => Bits.IsSet(values.Span, index);
}

/// <summary>Values of one size.</summary>
internal sealed class FixedArray(ArrowType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> values)
    : ArrowArray(length, validity)
{
    private readonly int _size = SizeOf(type);

    public static int SizeOf(ArrowType type) => type switch
    {
        ArrowType.Int i => i.Bits / 8,
        ArrowType.FloatingPoint f => f.Bits / 8,
        ArrowType.Date32 or ArrowType.MonthInterval => 4,
        ArrowType.Decimal128 => 16,
        _ => 8,
    };

    protected override object Value(int index)
    {
        var bytes = values.Span.Slice(index * _size, _size);
        return type switch
        {
            ArrowType.Int { Bits: 8 } => (sbyte)unchecked((sbyte)bytes[0]),
            ArrowType.Int { Bits: 16 } => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            ArrowType.Int { Bits: 32 } or ArrowType.MonthInterval => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ArrowType.Int => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ArrowType.FloatingPoint { Bits: 32 } => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ArrowType.FloatingPoint => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            ArrowType.Decimal128 d => Decimal(d, BinaryPrimitives.ReadInt128LittleEndian(bytes)),
            ArrowType.Date32 => NativeConversions.ToDate(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            ArrowType.Timestamp t => NativeConversions.ToDateTime(
                BinaryPrimitives.ReadInt64LittleEndian(bytes), t.IsInstant ? DateTimeKind.Utc : DateTimeKind.Unspecified),
            ArrowType.Time64 => NativeConversions.ToTime(BinaryPrimitives.ReadInt64LittleEndian(bytes) / 1_000),
            ArrowType.Duration => Duration(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            _ => throw new InvalidOperationException($"{type} has no fixed size."),
        };
    }

    /// <summary>As DuckDB's reader gives them: <see cref="decimal"/> where every value of the type fits.</summary>
    private static object Decimal(ArrowType.Decimal128 type, Int128 unscaled)
    {
        var number = new DuckDBDecimal(unscaled, type.Scale);
        return type.Precision <= 28 ? number.ToDecimal() : number;
    }

    private static TimeSpan Duration(long microseconds) =>
        microseconds is >= long.MinValue / TimeSpan.TicksPerMicrosecond and <= long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw NativeConversions.OutOfRange("INTERVAL", nameof(TimeSpan));
}

/// <summary>Text or bytes.</summary>
internal sealed class BytesArray(bool isText, int length, ReadOnlyMemory<byte> validity, Offsets offsets, ReadOnlyMemory<byte> values)
    : ArrowArray(length, validity)
{
    protected override object Value(int index)
    {
        var (start, count) = offsets.Range(index);
        var bytes = values.Span.Slice(start, count);
        return isText ? Encoding.UTF8.GetString(bytes) : bytes.ToArray();
    }
}
