namespace Lakehouse.Engine.Json;

/// <summary>Powers of ten beyond 64 bits, made when first needed.</summary>
internal static class WidePowersOfTen
{
    /// <summary>10^0 to 10^38.</summary>
    public static readonly UInt128[] Values = Make();

    private static UInt128[] Make()
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
