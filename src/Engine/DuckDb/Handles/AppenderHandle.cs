using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Handles;

/// <remarks>
/// Destroying a native appender would still write its buffered rows. Rows are written by an explicit close only, so
/// that an appender which is merely forgotten does not write from the finalizer thread.
/// </remarks>
internal sealed class AppenderHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.Appending.Clear(handle);
        return NativeMethods.Appending.Destroy(ref handle) == NativeMethods.State.Success;
    }
}
