namespace Lakehouse.Jobs.Output;

/// <summary>How rows are written.</summary>
internal enum OutputFormat
{
    /// <summary>Aligned columns for people.</summary>
    Table,

    /// <summary>RFC 4180 with a header line; null is an empty field, an empty text is quoted.</summary>
    Csv,

    /// <summary>An array with one object a line.</summary>
    Json,
}
