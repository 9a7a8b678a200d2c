namespace Lakehouse.Quality.Compatibility;

/// <summary>The types of JSON values; whole numbers are told from others.</summary>
[Flags]
internal enum JsonTypes
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>Null.</summary>
    Null = 1,

    /// <summary>True and false.</summary>
    Boolean = 2,

    /// <summary>Whole numbers.</summary>
    Whole = 4,

    /// <summary>Numbers that are not whole.</summary>
    Fraction = 8,

    /// <summary>Texts.</summary>
    Text = 16,

    /// <summary>Arrays.</summary>
    Array = 32,

    /// <summary>Objects.</summary>
    Object = 64,

    /// <summary>Whole numbers and others.</summary>
    Number = Whole | Fraction,

    /// <summary>All values.</summary>
    All = Null | Boolean | Number | Text | Array | Object,
}
