using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Functions of rows, written in .NET.</summary>
internal static unsafe partial class ScalarFunctions
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_scalar_function")]
    internal static partial ScalarFunctionHandle Create();

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_scalar_function")]
    internal static partial void Destroy(ref nint function);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_name",
        StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetName(ScalarFunctionHandle function, string name);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_add_parameter")]
    internal static partial void AddParameter(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_return_type")]
    internal static partial void SetReturnType(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_volatile")]
    internal static partial void SetVolatile(ScalarFunctionHandle function);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_special_handling")]
    internal static partial void SetSpecialHandling(ScalarFunctionHandle function);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_extra_info")]
    internal static partial void SetExtraInfo(
        ScalarFunctionHandle function, nint info, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_init")]
    internal static partial void SetInit(
        ScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_function")]
    internal static partial void SetFunction(
        ScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> callback);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_register_scalar_function")]
    internal static partial State Register(ConnectionHandle connection, ScalarFunctionHandle function);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_init_get_extra_info")]
    internal static partial nint InitExtraInfo(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_init_set_state")]
    internal static partial void SetState(nint info, nint state, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_init_set_error")]
    internal static partial void SetInitError(nint info, byte* error);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_get_state")]
    internal static partial nint GetState(nint info);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_scalar_function_set_error")]
    internal static partial void SetError(nint info, byte* error);
}
