namespace Lakehouse.Quality.Checks.History;

/// <summary>What of a day is compared with earlier days.</summary>
public enum HistoryMetric
{
    /// <summary>How many rows it has.</summary>
    Volume,

    /// <summary>How long after their time its rows landed, by the median.</summary>
    Freshness,

    /// <summary>How its rows are spread over the values of a column.</summary>
    Distribution,
}
