using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Spark.Files;

namespace Lakehouse.Engine.Spark.Lines;

/// <summary>
/// The records of landing files as a relation of Spark with the rows that <c>landing_lines</c> gives on DuckDB:
/// <c>landing_path</c>, <c>landing_position</c> (from 0), <c>payload</c> (null when the bytes are not valid UTF-8),
/// <c>payload_bytes</c> (only then) and <c>source_time</c>. Order is not kept, positions tell it.
/// </summary>
/// <remarks>
/// This process reads each file once, for its hash, its damage and the lines before each split; Spark reads it again for the
/// rows, under the same path: the landing is on this machine's disk or mounted alike everywhere. A row that does not stand
/// where the count says ends the query.
/// </remarks>
public sealed class SparkLandingLines : ILandingLines
{
    /// <summary>How much of a plain file one task reads, in bytes, when nobody says otherwise.</summary>
    public const long DefaultSplitBytes = 64 << 20;

    private const string None = """
        (SELECT CAST(NULL AS STRING) AS landing_path, CAST(NULL AS BIGINT) AS landing_position, CAST(NULL AS STRING) AS payload,
          CAST(NULL AS BINARY) AS payload_bytes, CAST(NULL AS TIMESTAMP) AS source_time WHERE false)
        """;

    private readonly SparkSession _session;
    private readonly IReadOnlyList<LineCount> _counts;
    private readonly List<KeyValuePair<string, string>> _before = [];
    private readonly List<string> _views = [];

    private SparkLandingLines(SparkSession session, IReadOnlyList<LineCount> counts) => (_session, _counts) = (session, counts);

    /// <summary>SQL that can follow FROM: the rows of the files that were not refused.</summary>
    public string Relation { get; private set; } = None;

    /// <summary>Reads the files and makes their rows known to a session until this is disposed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="files">The files.</param>
    /// <param name="activity">Where bytes are counted, if anywhere.</param>
    /// <param name="splitBytes">How much of a plain file one task reads.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EngineException"><see cref="ErrorCodes.LandingName"/>.</exception>
    /// <exception cref="SparkException">Spark failed.</exception>
    public static async Task<SparkLandingLines> PrepareAsync(
        SparkSession session,
        IReadOnlyList<LandingFile> files,
        EngineActivity? activity = null,
        long splitBytes = DefaultSplitBytes,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            LandingName.Check(file);
        }
        var counts = new LineCount[files.Count];
        await Parallel.ForAsync(0, files.Count, cancellationToken, (i, token) =>
        {
            counts[i] = LineCount.Of(files[i], splitBytes, activity, token);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        var lines = new SparkLandingLines(session, counts);
        await lines.OpenAsync(splitBytes, cancellationToken).ConfigureAwait(false);
        return lines;
    }

    /// <summary>
    /// What is known of each file. Ask before the query for files that are refused already and give no rows, and after it: a
    /// file that changed meanwhile is refused now, and what was made of its rows must not be used.
    /// </summary>
    public IReadOnlyList<LandingFileResult> Results() => [.. _counts.Select(count =>
        count.Result.Refusal is null && HasChanged(count.File)
            ? count.Result with { Refusal = LandingFileResult.Changed }
            : count.Result)];

    /// <summary>Takes the relation out of the session.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var view in _views)
            {
                await _session.SqlAsync($"DROP VIEW IF EXISTS {view}", CancellationToken.None).ConfigureAwait(false);
            }
            await _session.Conf().SetAsync(_before, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EngineException)
        {
            // A session that cannot be reached has failed its statement already, and takes views and settings with it.
        }
    }

    private async Task OpenAsync(long splitBytes, CancellationToken cancellationToken)
    {
        var used = _counts.Where(count => count.Result is { Refusal: null, Lines: > 0 }).ToList();
        if (used.Count == 0)
        {
            return;
        }
        await ConfigureAsync(splitBytes, cancellationToken).ConfigureAwait(false);
        var selects = new List<string>();
        foreach (var group in used.Where(count => !count.IsOnlyMark).GroupBy(count => TaskGroup.Of(count.File)))
        {
            var view = $"landing_lines_{_session.Client.Options.NewId():N}";
            await Reader().Load([.. group.Select(count => HadoopPath.ForReading(count.File.Location))])
                .SelectExpr(LandingLinesSql.Columns)
                .CreateOrReplaceTempViewAsync(view, cancellationToken).ConfigureAwait(false);
            _views.Add(view);
            selects.Add(LandingLinesSql.Select(view, [.. group], splitBytes));
        }
        if (used.Where(count => count.IsOnlyMark).ToList() is { Count: > 0 } marks)
        {
            selects.Add(LandingLinesSql.OnlyMarks(marks));
        }
        Relation = $"({string.Join(" UNION ALL ", selects)})";
    }

    // The plain file system is troubled neither by checksum files beside the data nor by a colon in a name.
    private DataFrameReader Reader() => _session.Read().Format("text").Option("lineSep", "\n")
        .Option("recursiveFileLookup", "true")
        .Option("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem").Option("fs.file.impl.disable.cache", "true");

    // One split for each task of the scan, so that a task's row numbers are those of its split; small files are read one after
    // the other by tasks that the hint COALESCE puts together.
    private async Task ConfigureAsync(long splitBytes, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] settings =
        [
            new("spark.sql.files.maxPartitionBytes", $"{splitBytes}"),
            new("spark.sql.files.openCostInBytes", $"{splitBytes}"),
            new("spark.sql.sources.parallelPartitionDiscovery.threshold", $"{int.MaxValue}"),
        ];
        foreach (var (key, _) in settings)
        {
            if (await _session.Conf().GetAsync(key, cancellationToken).ConfigureAwait(false) is { } value)
            {
                _before.Add(new(key, value));
            }
        }
        await _session.Conf().SetAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    private static bool HasChanged(LandingFile file)
    {
        var now = new FileInfo(file.Location);
        return !now.Exists || now.Length != file.SizeBytes || now.LastWriteTimeUtc != file.LastModified.UtcDateTime;
    }
}
