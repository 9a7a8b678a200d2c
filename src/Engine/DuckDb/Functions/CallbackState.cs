using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>.NET objects that native code keeps for us.</summary>
internal static unsafe class CallbackState
{
    /// <summary>Frees, and disposes when it can be, an object that native code no longer keeps.</summary>
    internal static delegate* unmanaged[Cdecl]<nint, void> Release => &OnRelease;

    internal static nint Keep(object state) => GCHandle.ToIntPtr(GCHandle.Alloc(state));

    internal static T Get<T>(nint state)
        where T : class
        => Unsafe.As<T>(GCHandle.FromIntPtr(state).Target!);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRelease(nint state)
    {
        var handle = GCHandle.FromIntPtr(state);
        var target = handle.Target;
        handle.Free();
        (target as IDisposable)?.Dispose();
    }
}
