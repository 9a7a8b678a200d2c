namespace Lakehouse.Engine.Json;

/// <summary>Powers of ten that 64 bits hold.</summary>
internal static class PowersOfTen
{
    /// <summary>10^0 to 10^19.</summary>
    public static readonly ulong[] Long = MakeLong();

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
}
