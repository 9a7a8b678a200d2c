namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Bits, the lowest of a byte first.</summary>
internal static class Bits
{
    public static bool IsSet(ReadOnlySpan<byte> bytes, int index) => (bytes[index >> 3] >> (index & 7) & 1) != 0;

    public static int BytesFor(int count) => (count >> 3) + ((count & 7) == 0 ? 0 : 1);
}
