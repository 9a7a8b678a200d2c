using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Single values, as they are bound to parameters.</summary>
internal static unsafe partial class Values
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_value")]
    internal static partial void Destroy(ref nint value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_null_value")]
    internal static partial ValueHandle Null();

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_bool")]
    internal static partial ValueHandle Boolean([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_int8")]
    internal static partial ValueHandle Int8(sbyte value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_uint8")]
    internal static partial ValueHandle UInt8(byte value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_int16")]
    internal static partial ValueHandle Int16(short value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_uint16")]
    internal static partial ValueHandle UInt16(ushort value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_int32")]
    internal static partial ValueHandle Int32(int value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_uint32")]
    internal static partial ValueHandle UInt32(uint value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_int64")]
    internal static partial ValueHandle Int64(long value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_uint64")]
    internal static partial ValueHandle UInt64(ulong value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_hugeint")]
    internal static partial ValueHandle HugeInt(NativeHugeInt value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_uhugeint")]
    internal static partial ValueHandle UHugeInt(NativeHugeInt value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_uuid")]
    internal static partial ValueHandle Uuid(NativeHugeInt value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_decimal")]
    internal static partial ValueHandle Decimal(NativeDecimal value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_float")]
    internal static partial ValueHandle Float(float value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_double")]
    internal static partial ValueHandle Double(double value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_date")]
    internal static partial ValueHandle Date(int days);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_time")]
    internal static partial ValueHandle Time(long microseconds);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_timestamp")]
    internal static partial ValueHandle Timestamp(long microseconds);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_timestamp_tz")]
    internal static partial ValueHandle TimestampTz(long microseconds);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_interval")]
    internal static partial ValueHandle Interval(DuckDBInterval value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_varchar_length")]
    internal static partial ValueHandle Varchar(byte* text, ulong length);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_blob")]
    internal static partial ValueHandle Blob(byte* data, ulong length);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_list_value")]
    internal static partial ValueHandle List(nint elementType, nint* values, ulong count);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_get_value_type")]
    internal static partial nint TypeOf(ValueHandle value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_is_null_value")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool IsNull(ValueHandle value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_get_varchar")]
    internal static partial byte* GetVarchar(ValueHandle value);
}
