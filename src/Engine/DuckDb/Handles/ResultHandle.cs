using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Handles;

/// <summary>Owns a native result structure, which lives outside the managed heap because DuckDB keeps its address.</summary>
internal sealed unsafe class ResultHandle : SafeHandle
{
    public ResultHandle()
        : base(0, ownsHandle: true)
        => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods.Result)));

    public override bool IsInvalid => handle == 0;

    public NativeMethods.Result* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (NativeMethods.Result*)handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.Query.DestroyResult((NativeMethods.Result*)handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
