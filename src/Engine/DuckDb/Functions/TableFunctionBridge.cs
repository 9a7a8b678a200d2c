using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>Where DuckDB calls table functions. No exception leaves a callback: it becomes the query's error.</summary>
[SuppressMessage("Design", "CA1031", Justification = "An exception must not cross into native code.")]
internal static unsafe class TableFunctionBridge
{
    internal static void Register(ConnectionHandle connection, DuckDBTableFunction function)
    {
        using var native = TableFunctions.Create();
        TableFunctions.SetName(native, function.Name);
        foreach (var parameter in function.Parameters)
        {
            using var type = NativeTypes.Create(parameter);
            TableFunctions.AddParameter(native, type);
        }

        TableFunctions.SetExtraInfo(native, CallbackState.Keep(function), CallbackState.Release);
        TableFunctions.SetBind(native, &Bind);
        TableFunctions.SetInit(native, &Init);
        TableFunctions.SetLocalInit(native, &LocalInit);
        TableFunctions.SetFunction(native, &Execute);
        if (TableFunctions.Register(connection, native) != State.Success)
        {
            throw new EngineException(
                ErrorCodes.QueryInvalid, $"DuckDB refuses the function {function.Name}. Check its name and types.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        try
        {
            var function = CallbackState.Get<DuckDBTableFunction>(TableFunctions.BindExtraInfo(info));
            foreach (var (name, column) in function.Columns)
            {
                using var type = NativeTypes.Create(column);
                TableFunctions.AddResultColumn(info, name, type);
            }

            var arguments = new object?[function.Parameters.Count];
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = Argument(info, i);
            }
            TableFunctions.SetBindData(info, CallbackState.Keep(arguments), CallbackState.Release);
        }
        catch (Exception exception)
        {
            fixed (byte* text = NativeText.Terminated(exception.Message))
            {
                TableFunctions.SetBindError(info, text);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        try
        {
            var function = CallbackState.Get<DuckDBTableFunction>(TableFunctions.InitExtraInfo(info));
            var scan = function.Open(CallbackState.Get<string?[]>(TableFunctions.InitBindData(info)));
            TableFunctions.SetInitData(info, CallbackState.Keep(scan), CallbackState.Release);
            TableFunctions.SetMaxThreads(info, (ulong)scan.MaxThreads);
        }
        catch (Exception exception)
        {
            fixed (byte* text = NativeText.Terminated(exception.Message))
            {
                TableFunctions.SetInitError(info, text);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void LocalInit(nint info) =>
        TableFunctions.SetInitData(info, CallbackState.Keep(new TableWorkerSlot()), CallbackState.Release);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Execute(nint info, nint output)
    {
        try
        {
            var scan = CallbackState.Get<DuckDBTableScan>(TableFunctions.InitData(info));
            var slot = CallbackState.Get<TableWorkerSlot>(TableFunctions.LocalInitData(info));
            var rows = slot.WorkerOf(scan).Fill(new ChunkWriter(output));
            Chunks.SetSize(output, (ulong)rows);
        }
        catch (Exception exception)
        {
            fixed (byte* text = NativeText.Terminated(exception.Message))
            {
                TableFunctions.SetError(info, text);
            }
        }
    }

    private static string? Argument(nint info, int index)
    {
        using var value = TableFunctions.BindParameter(info, (ulong)index);
        return Values.IsNull(value) ? null : NativeText.Take(Values.GetVarchar(value));
    }
}
