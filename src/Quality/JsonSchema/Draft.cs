namespace Lakehouse.Quality.JsonSchema;

/// <summary>The drafts of JSON Schema, the oldest first.</summary>
public enum Draft
{
    /// <summary>Draft 4.</summary>
    V4 = 4,

    /// <summary>Draft 6.</summary>
    V6 = 6,

    /// <summary>Draft 7.</summary>
    V7 = 7,

    /// <summary>Draft 2019-09.</summary>
    V201909 = 201909,

    /// <summary>Draft 2020-12.</summary>
    V202012 = 202012,
}
