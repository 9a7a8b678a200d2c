using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;
using Lakehouse.Engine.DuckDb.NativeMethods;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>Where DuckDB calls scalar functions. No exception leaves a callback: it becomes the query's error.</summary>
[SuppressMessage("Design", "CA1031", Justification = "An exception must not cross into native code.")]
internal static unsafe class ScalarFunctionBridge
{
    internal static void Register(ConnectionHandle connection, DuckDBScalarFunction function)
    {
        using var native = ScalarFunctions.Create();
        ScalarFunctions.SetName(native, function.Name);
        foreach (var parameter in function.Parameters)
        {
            using var type = NativeTypes.Create(parameter);
            ScalarFunctions.AddParameter(native, type);
        }

        using (var type = NativeTypes.Create(function.ReturnType))
        {
            ScalarFunctions.SetReturnType(native, type);
        }

        if (function.IsVolatile)
        {
            ScalarFunctions.SetVolatile(native);
        }

        // Without it DuckDB answers NULL by itself where an argument is a constant NULL.
        ScalarFunctions.SetSpecialHandling(native);
        ScalarFunctions.SetExtraInfo(native, CallbackState.Keep(function), CallbackState.Release);
        ScalarFunctions.SetInit(native, &Init);
        ScalarFunctions.SetFunction(native, &Execute);
        if (ScalarFunctions.Register(connection, native) != State.Success)
        {
            throw new EngineException(
                ErrorCodes.QueryInvalid, $"DuckDB refuses the function {function.Name}. Check its name and types.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        try
        {
            var function = CallbackState.Get<DuckDBScalarFunction>(ScalarFunctions.InitExtraInfo(info));
            ScalarFunctions.SetState(info, CallbackState.Keep(function.CreateWorker()), CallbackState.Release);
        }
        catch (Exception exception)
        {
            fixed (byte* text = NativeText.Terminated(exception.Message))
            {
                ScalarFunctions.SetInitError(info, text);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Execute(nint info, nint input, nint output)
    {
        try
        {
            var worker = CallbackState.Get<DuckDBScalarWorker>(ScalarFunctions.GetState(info));
            worker(new ChunkReader(input), new VectorWriter(output));
        }
        catch (Exception exception)
        {
            fixed (byte* text = NativeText.Terminated(exception.Message))
            {
                ScalarFunctions.SetError(info, text);
            }
        }
    }
}
