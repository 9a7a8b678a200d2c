using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Handles;

internal sealed class PreparedStatementHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.Query.DestroyPrepared(ref handle);
        return true;
    }
}
