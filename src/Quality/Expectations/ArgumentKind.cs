namespace Lakehouse.Quality.Expectations;

/// <summary>What an argument of an expectation holds.</summary>
public enum ArgumentKind
{
    /// <summary>The name of a column.</summary>
    Column,

    /// <summary>A list of names of columns.</summary>
    Columns,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number of at least 0.</summary>
    Count,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A list of single values.</summary>
    Values,

    /// <summary>A list of pairs of values.</summary>
    Pairs,

    /// <summary>A number, or the text of a date or time; null for no bound.</summary>
    Bound,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A JSON Schema.</summary>
    JsonSchema,

    /// <summary>An object of <c>quantiles</c> and <c>value_ranges</c>, lists of the same length.</summary>
    QuantileRanges,

    /// <summary>An object of <c>values</c> and <c>weights</c>, lists of the same length.</summary>
    Partition,

    /// <summary>A regular expression.</summary>
    Pattern,

    /// <summary>A list of regular expressions.</summary>
    Patterns,

    /// <summary>A form of dates in the directives of strftime.</summary>
    TimeFormat,
}
