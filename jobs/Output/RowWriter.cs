using Lakehouse.Medallion.Queries;

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

    /// <summary>Writes all rows of a query, for people or as JSON.</summary>
    public static Task WriteAsync(QueryRows rows, bool isJson, TextWriter target, CancellationToken cancellationToken) =>
        WriteAsync(rows, Create(isJson ? OutputFormat.Json : OutputFormat.Table, target), cancellationToken);

    /// <summary>Writes all rows of a query.</summary>
    public static async Task WriteAsync(QueryRows rows, IRowWriter writer, CancellationToken cancellationToken)
    {
        writer.Begin(rows.Columns);
        await foreach (var row in rows.ReadAsync(cancellationToken))
        {
            writer.Write(row);
        }
        writer.End();
    }
}
