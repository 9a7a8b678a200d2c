namespace Lakehouse.Engine.Json;

/// <summary>Whether a text is a time that the declared type can hold.</summary>
internal enum TimeFit
{
    /// <summary>It is, without loss.</summary>
    Exact,

    /// <summary>It is a time, finer than a microsecond.</summary>
    TooFine,

    /// <summary>It is a time, but without the zone that makes it an instant.</summary>
    NoZone,

    /// <summary>It is no time.</summary>
    NoTime,
}
