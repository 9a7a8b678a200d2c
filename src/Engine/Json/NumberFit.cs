namespace Lakehouse.Engine.Json;

/// <summary>Whether a number has a place in the declared type.</summary>
internal enum NumberFit
{
    /// <summary>It fits without loss.</summary>
    Exact,

    /// <summary>It has more digits after the point than the type keeps.</summary>
    TooFine,

    /// <summary>It is larger than the type holds.</summary>
    TooManyDigits,
}
