using System.Collections;
using System.Numerics;
using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Turns .NET values into native ones, as parameters need them.</summary>
internal static unsafe class NativeValues
{
    /// <exception cref="EngineException">ENG0109: there is no type of DuckDB for the value's.</exception>
    internal static ValueHandle Create(object? value) => value switch
    {
        null or DBNull => Values.Null(),
        bool boolean => Values.Boolean(boolean),
        sbyte int8 => Values.Int8(int8),
        byte uint8 => Values.UInt8(uint8),
        short int16 => Values.Int16(int16),
        ushort uint16 => Values.UInt16(uint16),
        int int32 => Values.Int32(int32),
        uint uint32 => Values.UInt32(uint32),
        long int64 => Values.Int64(int64),
        ulong uint64 => Values.UInt64(uint64),
        Int128 int128 => Values.HugeInt(NativeHugeInt.From(int128)),
        UInt128 uint128 => Values.UHugeInt(NativeHugeInt.From(uint128)),
        BigInteger integer => Values.HugeInt(NativeHugeInt.From(ToInt128(integer))),
        float single => Values.Float(single),
        double real => Values.Double(real),
        decimal number => Create(NativeConversions.ToDuckDBDecimal(number)),
        DuckDBDecimal number => Values.Decimal(new NativeDecimal(38, (byte)number.Scale, NativeHugeInt.From(number.Unscaled))),
        string text => Varchar(text),
        byte[] bytes => Blob(bytes),
        ReadOnlyMemory<byte> bytes => Blob(bytes.Span),
        Guid guid => Values.Uuid(NativeHugeInt.From(NativeConversions.ToUInt128(guid))),
        DateOnly date => Values.Date(NativeConversions.ToDays(date)),
        TimeOnly time => Values.Time(time.Ticks / TimeSpan.TicksPerMicrosecond),
        DateTimeOffset instant => Values.TimestampTz(NativeConversions.ToMicroseconds(instant.UtcDateTime)),
        DateTime { Kind: DateTimeKind.Utc } instant => Values.TimestampTz(NativeConversions.ToMicroseconds(instant)),
        DateTime dateTime => Values.Timestamp(NativeConversions.ToMicroseconds(dateTime)),
        TimeSpan span => Values.Interval(new DuckDBInterval(0, 0, span.Ticks / TimeSpan.TicksPerMicrosecond)),
        DuckDBInterval interval => Values.Interval(interval),
        Enum member => Create(Convert.ChangeType(member, member.GetTypeCode())),
        IEnumerable elements => List(elements),
        _ => throw new EngineException(
            ErrorCodes.TypeNotSupported,
            $"a parameter is a {value.GetType()}, for which DuckDB has no type. Convert it first."),
    };

    private static Int128 ToInt128(BigInteger value) => value >= (BigInteger)Int128.MinValue && value <= (BigInteger)Int128.MaxValue
        ? (Int128)value
        : throw new EngineException(
            ErrorCodes.ValueNotRepresentable, "a parameter needs more than 128 bits. Pass it as text.");

    private static ValueHandle Varchar(string text)
    {
        var bytes = NativeText.Strict.GetBytes(text);
        fixed (byte* first = bytes)
        {
            return Values.Varchar(first, (ulong)bytes.Length);
        }
    }

    private static ValueHandle Blob(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            return Values.Blob(first, (ulong)bytes.Length);
        }
    }

    /// <summary>A list; its type is that of the elements, which DuckDB casts to the type the statement expects.</summary>
    private static ValueHandle List(IEnumerable elements)
    {
        var handles = elements.Cast<object?>().Select(Create).ToArray();
        try
        {
            var pointers = handles.Select(h => h.DangerousGetHandle()).ToArray();
            using var untyped = Types.Create(DuckDBType.SqlNull);
            var type = Array.Find(handles, h => !Values.IsNull(h)) is { } first
                ? Values.TypeOf(first)
                : untyped.DangerousGetHandle();
            fixed (nint* values = pointers)
            {
                var list = Values.List(type, values, (ulong)pointers.Length);
                return list.IsInvalid
                    ? throw new EngineException(
                        ErrorCodes.TypeNotSupported, "a list parameter mixes types. Give its elements one type.")
                    : list;
            }
        }
        finally
        {
            foreach (var handle in handles)
            {
                handle.Dispose();
            }
        }
    }
}
