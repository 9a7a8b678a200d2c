using System.IO.Compression;
using System.Runtime.CompilerServices;
using Lakehouse.Medallion.Queries;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Gives records as they were received, to infer a contract from.</summary>
public static class RecordSample
{
    /// <summary>The lines of a file, or of all <c>.jsonl</c> and <c>.json</c> files of a folder and below, also with <c>.gz</c>.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchContract"/>: there is nothing to read.</exception>
    public static async IAsyncEnumerable<string> OfFilesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(IsRecords).Order(StringComparer.Ordinal).ToList()
            : File.Exists(path) ? [path] : [];
        if (files.Count == 0)
        {
            throw new MedallionException(ErrorCodes.NoSuchContract,
                $"there are no records in '{path}'. Name a file or folder with .jsonl files, or bronze.NAME of a project.");
        }
        foreach (var file in files)
        {
            var stream = File.OpenRead(file);
            await using var open = stream.ConfigureAwait(false);
            using var reader = new StreamReader(
                file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (line.Length > 0)
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>The payloads of a Bronze table.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="table">The table's name, such as <c>bronze.orders</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>.</exception>
    public static async IAsyncEnumerable<string> OfBronzeAsync(
        LakehouseSession session, string table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await QueryReader.OpenAsync(
            session, $"select payload from {table} where payload is not null order by landing_path, landing_position", cancellationToken)
            .ConfigureAwait(false);
        await using var open = rows.ConfigureAwait(false);
        await foreach (var row in rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return (string)row[0]!;
        }
    }

    private static bool IsRecords(string file)
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return !Path.GetFileName(file).StartsWith('_')
            && (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase));
    }
}
