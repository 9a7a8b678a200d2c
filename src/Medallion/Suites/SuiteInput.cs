using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Storage;
using Lakehouse.Quality;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Medallion.Suites;

/// <summary>A data file as the rows of a suite, numbered in their order.</summary>
public static class SuiteInput
{
    private const string Position = "file_row_number";
    private const string Loaded = "\"_checked\"";

    /// <summary>The endings that are read.</summary>
    public static readonly IReadOnlyList<string> Endings = [".parquet", ".jsonl", ".ndjson", ".csv"];

    /// <summary>
    /// The rows of a file. Parquet is read where it lies, with its types. JSON and CSV are loaded once; numbers, truth values
    /// and times of a day have types, and days stay texts, whose form can be checked.
    /// </summary>
    /// <param name="engine">The engine that is to read them; it keeps the rows of one file at a time.</param>
    /// <param name="file">Path of the file; its ending says what it is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EngineException">The file cannot be read.</exception>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchFile"/>, <see cref="ErrorCodes.UnusableFile"/>.</exception>
    public static async Task<CheckedRelation> OpenAsync(
        DuckDbEngine engine, string file, CancellationToken cancellationToken)
    {
        var kind = Path.GetExtension(file).ToLowerInvariant();
        if (!Endings.Contains(kind))
        {
            throw new MedallionException(
                ErrorCodes.UnusableFile, $"{file} is of no kind that can be read. Give a file that ends in {string.Join(", ", Endings)}.");
        }
        if (!File.Exists(file))
        {
            throw new MedallionException(ErrorCodes.NoSuchFile, $"there is no file {file}. Name one that is there.");
        }
        if (new FileInfo(file).Length == 0)
        {
            throw new MedallionException(
                ErrorCodes.UnusableFile, $"{file} is empty: it has no columns that could be checked. Give a file with records, or a header.");
        }
        var relation = Loaded;
        if (kind == ".parquet")
        {
            relation = $"read_parquet({Sql.File(file)}, file_row_number = true)";
        }
        else
        {
            await LoadAsync(engine, file, kind == ".csv", cancellationToken).ConfigureAwait(false);
        }
        var columns = await SuiteRunner.ColumnsAsync(engine, relation, cancellationToken).ConfigureAwait(false);
        return new CheckedRelation(Path.GetFileName(file), relation, [.. columns.Where(column => column.Name != Position)])
        {
            Position = Position,
            HasFooter = kind == ".parquet",
        };
    }

    /// <summary>Runs a suite on a file, without a project.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="file">Path of the file; its ending says what it is.</param>
    /// <param name="keys">Columns that tell rows apart, instead of positions; may be empty.</param>
    /// <param name="format">How much the results tell.</param>
    /// <param name="newId">Gives ids that were never given before, random.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="EngineException">The file cannot be read.</exception>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.NoSuchFile"/>, <see cref="ErrorCodes.UnusableFile"/>; <see cref="ErrorCodes.Query"/>: a key is no column.
    /// </exception>
    public static async Task<SuiteRun> RunAsync(
        ExpectationSuite suite,
        string file,
        IReadOnlyList<string> keys,
        ResultFormat format,
        Func<Guid> newId,
        CancellationToken cancellationToken)
    {
        var spill = Path.Combine(Path.GetTempPath(), "medallion", $"{newId():N}");
        using var engine = new DuckDbEngine(
            new LocalStorage(Path.GetDirectoryName(Path.GetFullPath(file))!, newId), new DuckDbEngineOptions(spill));
        var table = await OpenAsync(engine, file, cancellationToken).ConfigureAwait(false);
        return await SuiteRunner.RunAsync(engine, suite, table.KeyedBy(keys), format, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: a key is no column.</exception>
    internal static CheckedRelation KeyedBy(this CheckedRelation table, IReadOnlyList<string> keys)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        return keys.FirstOrDefault(key => !names.Contains(key)) is { } unknown
            ? throw new MedallionException(
                ErrorCodes.Query, $"{table.Name} has no column '{unknown}'. {NameGuess.Suggest(unknown, names)}")
            : table with { Keys = keys };
    }

    private static async Task LoadAsync(DuckDbEngine engine, string file, bool isCsv, CancellationToken cancellationToken)
    {
        var reader = await ReaderAsync(engine, file, isCsv, cancellationToken).ConfigureAwait(false);
        await engine.ExecuteAsync(
            $"set preserve_insertion_order = true; create or replace temp table {Loaded} as "
            + $"select *, row_number() over () - 1 as {Position} from {reader}; set preserve_insertion_order = false",
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReaderAsync(
        DuckDbEngine engine, string file, bool isCsv, CancellationToken cancellationToken)
    {
        var reader = isCsv
            ? $"read_csv({Sql.File(file)}, header = true, sample_size = -1"
            : $"read_json({Sql.File(file)}, format = 'newline_delimited', sample_size = -1";
        var columns = await SuiteRunner.ColumnsAsync(engine, $"{reader})", cancellationToken).ConfigureAwait(false);
        var typed = columns.Select(column =>
            $"{Sql.Name(column.Name)}: {Sql.Text(column.Type is "DATE" or "TIME" or "UUID" ? "VARCHAR" : column.Type)}");
        return $"{reader}, {(isCsv ? "types" : "columns")} = {{{string.Join(", ", typed)}}})";
    }
}
