namespace Lakehouse.Quality.Generation;

/// <summary>What can be made wrong at a value.</summary>
internal enum FaultKind
{
    /// <summary>A required member is left out.</summary>
    Missing,

    /// <summary>Null where there may be none.</summary>
    Null,

    /// <summary>A value of another JSON type.</summary>
    WrongType,

    /// <summary>A fraction in place of a whole number.</summary>
    Fraction,

    /// <summary>More digits after the point than the type has.</summary>
    TooFine,

    /// <summary>A number that is too large for the type.</summary>
    TooLarge,

    /// <summary>A text that is no date or time.</summary>
    BadTime,

    /// <summary>The member stands there twice.</summary>
    Twice,

    /// <summary>A check does not hold.</summary>
    Check,

    /// <summary>The format of a JSON Schema does not hold.</summary>
    SchemaFormat,
}
