namespace Lakehouse.TestKit.Shop;

/// <summary>How the lines of a landing file end.</summary>
internal enum LineEnds
{
    /// <summary>With LF.</summary>
    Unix,

    /// <summary>With CR and LF.</summary>
    Windows,

    /// <summary>Every third line as on Windows.</summary>
    Mixed,
}
