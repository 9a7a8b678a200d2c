using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Handles;

internal sealed class LogicalTypeHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.Types.Destroy(ref handle);
        return true;
    }
}
