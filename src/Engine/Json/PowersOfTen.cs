namespace Lakehouse.Engine.Json;

/// <summary>Powers of ten as whole numbers.</summary>
internal static class PowersOfTen
{
    /// <summary>10^0 to 10^19.</summary>
    public static readonly ulong[] Long = MakeLong();

    /// <summary>10^0 to 10^38.</summary>
    public static readonly UInt128[] Wide = MakeWide();

    private static ulong[] MakeLong()
    {
        var powers = new ulong[20];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static UInt128[] MakeWide()
    {
        var powers = new UInt128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
