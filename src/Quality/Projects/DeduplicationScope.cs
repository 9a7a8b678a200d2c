namespace Lakehouse.Quality.Projects;

/// <summary>Which records of one key are compared.</summary>
public enum DeduplicationScope
{
    /// <summary>Those of the same UTC date of event time.</summary>
    Day,

    /// <summary>All of the table.</summary>
    Table,
}
