namespace Lakehouse.Quality.Expectations;

/// <summary>How much the results of a suite tell.</summary>
public enum ResultFormat
{
    /// <summary>Whether each expectation succeeded.</summary>
    BooleanOnly,

    /// <summary>Also counts, shares and the first unexpected values.</summary>
    Basic,

    /// <summary>Also how often these values come, and in which rows.</summary>
    Summary,

    /// <summary>Also all unexpected values, and the SQL that finds their rows.</summary>
    Complete,
}
