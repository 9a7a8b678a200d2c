namespace Lakehouse.Medallion;

/// <summary>Numbers with their nouns.</summary>
public static class Counted
{
    /// <summary>Such as <c>1 file</c> or <c>2,000 files</c>.</summary>
    public static string Of(long number, string noun) => $"{number:N0} {noun}{(number == 1 ? "" : "s")}";
}
