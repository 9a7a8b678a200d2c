using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Functions that give rows, written in .NET.</summary>
internal static unsafe partial class TableFunctions
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_table_function")]
    internal static partial TableFunctionHandle Create();

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_table_function")]
    internal static partial void Destroy(ref nint function);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_set_name",
        StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetName(TableFunctionHandle function, string name);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_add_parameter")]
    internal static partial void AddParameter(TableFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_set_extra_info")]
    internal static partial void SetExtraInfo(
        TableFunctionHandle function, nint info, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_set_bind")]
    internal static partial void SetBind(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_set_init")]
    internal static partial void SetInit(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_set_local_init")]
    internal static partial void SetLocalInit(
        TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_table_function_set_function")]
    internal static partial void SetFunction(
        TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, void> callback);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_register_table_function")]
    internal static partial State Register(ConnectionHandle connection, TableFunctionHandle function);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_bind_get_extra_info")]
    internal static partial nint BindExtraInfo(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_bind_get_parameter")]
    internal static partial ValueHandle BindParameter(nint info, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_bind_add_result_column",
        StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void AddResultColumn(nint info, string name, LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_bind_set_bind_data")]
    internal static partial void SetBindData(nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_bind_set_error")]
    internal static partial void SetBindError(nint info, byte* error);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_init_get_extra_info")]
    internal static partial nint InitExtraInfo(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_init_get_bind_data")]
    internal static partial nint InitBindData(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_init_set_init_data")]
    internal static partial void SetInitData(nint info, nint data, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_init_set_max_threads")]
    internal static partial void SetMaxThreads(nint info, ulong threads);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_init_set_error")]
    internal static partial void SetInitError(nint info, byte* error);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_function_get_init_data")]
    internal static partial nint InitData(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_function_get_local_init_data")]
    internal static partial nint LocalInitData(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_function_set_error")]
    internal static partial void SetError(nint info, byte* error);
}
