using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Logical types.</summary>
internal static unsafe partial class Types
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_logical_type")]
    internal static partial LogicalTypeHandle Create(DuckDBType id);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_decimal_type")]
    internal static partial LogicalTypeHandle CreateDecimal(byte width, byte scale);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_list_type")]
    internal static partial LogicalTypeHandle CreateList(LogicalTypeHandle element);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_array_type")]
    internal static partial LogicalTypeHandle CreateArray(LogicalTypeHandle element, ulong size);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_map_type")]
    internal static partial LogicalTypeHandle CreateMap(LogicalTypeHandle key, LogicalTypeHandle value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_struct_type")]
    internal static partial LogicalTypeHandle CreateStruct(nint* types, byte** names, ulong count);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_union_type")]
    internal static partial LogicalTypeHandle CreateUnion(nint* types, byte** names, ulong count);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_enum_type")]
    internal static partial LogicalTypeHandle CreateEnum(byte** names, ulong count);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_logical_type")]
    internal static partial void Destroy(ref nint type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_get_type_id")]
    internal static partial DuckDBType Id(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_decimal_width")]
    internal static partial byte DecimalWidth(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_decimal_scale")]
    internal static partial byte DecimalScale(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_enum_dictionary_size")]
    internal static partial uint EnumSize(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_enum_dictionary_value")]
    internal static partial byte* EnumValue(LogicalTypeHandle type, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_list_type_child_type")]
    internal static partial LogicalTypeHandle ListElement(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_array_type_child_type")]
    internal static partial LogicalTypeHandle ArrayElement(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_array_type_array_size")]
    internal static partial ulong ArraySize(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_map_type_key_type")]
    internal static partial LogicalTypeHandle MapKey(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_map_type_value_type")]
    internal static partial LogicalTypeHandle MapValue(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_struct_type_child_count")]
    internal static partial ulong StructCount(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_struct_type_child_name")]
    internal static partial byte* StructName(LogicalTypeHandle type, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_struct_type_child_type")]
    internal static partial LogicalTypeHandle StructField(LogicalTypeHandle type, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_union_type_member_count")]
    internal static partial ulong UnionCount(LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_union_type_member_name")]
    internal static partial byte* UnionName(LogicalTypeHandle type, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_union_type_member_type")]
    internal static partial LogicalTypeHandle UnionMember(LogicalTypeHandle type, ulong index);
}
