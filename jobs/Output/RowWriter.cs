namespace Lakehouse.Jobs.Output;

/// <summary>Makes row writers.</summary>
internal static class RowWriter
{
    /// <summary>The writer of a format.</summary>
    public static IRowWriter Create(OutputFormat format, TextWriter target) => format switch
    {
        OutputFormat.Csv => new CsvRowWriter(target),
        OutputFormat.Json => new JsonRowWriter(target),
        _ => new TableRowWriter(target),
    };
}
