namespace Lakehouse.Quality.Expectations;

/// <summary>What the values of a column can be compared with.</summary>
internal enum ColumnKind
{
    Text,
    Number,
    Boolean,
    Date,
    Timestamp,
    Other,
}
