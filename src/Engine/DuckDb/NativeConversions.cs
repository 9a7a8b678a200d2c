using System.Buffers.Binary;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Values as DuckDB keeps them, and as .NET does.</summary>
internal static class NativeConversions
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>DuckDB flips the top bit of a UUID, so that it sorts as a signed integer.</summary>
    private static readonly UInt128 TopBit = UInt128.One << 127;

    internal static int ToDays(DateOnly date) => date.DayNumber - EpochDay;

    internal static DateOnly ToDate(int days)
    {
        var number = (long)days + EpochDay;
        return number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : throw OutOfRange("DATE", nameof(DateOnly));
    }

    internal static long ToMicroseconds(DateTime value) =>
        (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTime ToDateTime(long microseconds, DateTimeKind kind)
    {
        var ticks = ((Int128)microseconds * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, kind)
            : throw OutOfRange("TIMESTAMP", nameof(DateTime));
    }

    internal static TimeOnly ToTime(long microseconds) => microseconds is >= 0 and < 86_400_000_000
        ? new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond)
        : throw OutOfRange("TIME", nameof(TimeOnly));

    internal static UInt128 ToUInt128(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    internal static Guid ToGuid(Int128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, unchecked((UInt128)stored) ^ TopBit);
        return new Guid(bytes, bigEndian: true);
    }

    internal static Int128 ToStored(Guid guid) => unchecked((Int128)(ToUInt128(guid) ^ TopBit));

    internal static DuckDBDecimal ToDuckDBDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var magnitude = unchecked(((UInt128)(uint)parts[2] << 64) | ((UInt128)(uint)parts[1] << 32) | (uint)parts[0]);
        return new((Int128)magnitude * (decimal.IsNegative(value) ? -1 : 1), value.Scale);
    }

    internal static EngineException OutOfRange(string type, string dotnetType) => new(
        ErrorCodes.ValueNotRepresentable,
        $"a value of type {type} is outside of the range of {dotnetType}. Cast it in the query, for example to VARCHAR.");
}
