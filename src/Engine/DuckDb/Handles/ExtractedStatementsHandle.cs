using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Handles;

internal sealed class ExtractedStatementsHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.Query.DestroyExtracted(ref handle);
        return true;
    }
}
