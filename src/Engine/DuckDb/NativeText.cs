using System.Runtime.InteropServices;
using System.Text;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Text that crosses to native code and back, as UTF-8.</summary>
internal static unsafe class NativeText
{
    /// <summary>Refuses unpaired surrogates, which have no UTF-8.</summary>
    internal static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text that native code keeps.</summary>
    internal static string? Read(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    /// <summary>Text that native code has given away.</summary>
    internal static string? Take(byte* text)
    {
        var result = Read(text);
        NativeMethods.Startup.Free(text);
        return result;
    }

    /// <summary>Text with a final NUL, for a call that copies it.</summary>
    internal static byte[] Terminated(string text) => [.. Strict.GetBytes(text.Replace('\0', ' ')), 0];
}
