namespace Lakehouse.Quality.Checks;

/// <summary>How a measured value is compared; the names are those of the contract standard without <c>mustBe</c>.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Within two limits, which are inside.</summary>
    Between,

    /// <summary>Outside of two limits, which are not outside.</summary>
    NotBetween,
}
