using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Engine;
using Lakehouse.Medallion.Drift;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Medallion.Silver;

/// <summary>Counts what the records of a step hold that nobody declared, from the verdicts of the step.</summary>
internal static class StepDrift
{
    /// <summary>As many names and values of one step are kept, the most frequent; the rest is counted together.</summary>
    public const int Most = 100;

    private const string Note = "drift";
    private const int Told = 5;

    /// <summary>The undeclared fields and values of the step whose verdicts are there.</summary>
    public static async Task<IReadOnlyList<DriftEntry>> ReadAsync(
        IEngine engine, SilverDataset dataset, string verdict, CancellationToken cancellationToken) =>
        await engine.QueryAsync(Select(dataset, StepDialect.Of(engine), verdict), row => DriftEntry.Read(row), cancellationToken).ConfigureAwait(false);

    /// <summary>Adds them to the notes of a commit.</summary>
    public static JsonObject AddTo(JsonObject notes, IReadOnlyList<DriftEntry> drift)
    {
        if (drift.Count > 0)
        {
            notes[Note] = new JsonArray([.. drift.Select(entry => entry.ToJson())]);
        }
        return notes;
    }

    /// <summary>Those that the notes of a commit hold.</summary>
    public static IEnumerable<DriftEntry> In(JsonElement notes) => notes.TryGetProperty(Note, out var entries)
        ? entries.EnumerateArray().Select(DriftEntry.FromJson)
        : [];

    /// <summary>Why nothing of the step may be published; null when drift is only counted, or there is none.</summary>
    public static RunProblem? Refusal(SilverDataset dataset, IReadOnlyList<DriftEntry> drift)
    {
        if (drift.Count == 0 || dataset.Source.Drift != DriftAction.Block)
        {
            return null;
        }
        // Paths only: what values there were stays out of messages.
        var told = drift.Where(entry => entry.Path is not null)
            .GroupBy(entry => (entry.Kind, entry.Path))
            .Select(same => (
                What: same.Key.Kind == DriftKind.Field ? $"the field '{same.Key.Path}'" : $"values of '{same.Key.Path}'",
                Records: same.Sum(entry => entry.Records)))
            .Select(one => $"{one.What} in {Counted.Of(one.Records, "record")}").ToList();
        var more = told.Count > Told ? $" and {told.Count - Told} more" : "";
        return new RunProblem(
            ErrorCodes.DriftBlocked, dataset.Table,
            $"nobody declared {string.Join(", ", told.Take(Told))}{more}. Nothing was published, the previous version stays. "
            + $"Declare them in {dataset.Contract.Position.File}, "
            + $"or let drift be counted with 'drift: count' in {dataset.Source.Position.File}.",
            BrokenData: true);
    }

    private static string Select(SilverDataset dataset, StepDialect dialect, string verdict) => $"""
        with found as (
          select 'Field' as kind, version, path, {Null(dialect)} as value, count(*) as records,
            min(landed_at) as first_seen, max(landed_at) as last_seen
          from (
            select {dataset.VersionColumn} as version, landed_at, {dialect.EachOnce("undeclared")} as path
            from {verdict} where undeclared is not null)
          group by all
          union all
          select 'Value', version, stray.path, stray.value, count(*), min(landed_at), max(landed_at)
          from (
            select {dataset.VersionColumn} as version, landed_at, {dialect.EachOnce("_strays")} as stray
            from {verdict} where errors is not null and {dialect.Size("_strays")} > 0)
          group by all
        ),
        ranked as (
          select *, row_number() over (
            order by records desc, kind, path nulls last, value nulls last, version nulls last) as place
          from found
        )
        select kind, version, path, value, records,
          {dialect.Microseconds("first_seen")}, {dialect.Microseconds("last_seen")} from ranked where place <= {Most}
        union all
        select 'Others', {Null(dialect)}, {Null(dialect)}, {Null(dialect)}, cast(sum(records) as bigint),
          {dialect.Microseconds("min(first_seen)")}, {dialect.Microseconds("max(last_seen)")}
        from ranked where place > {Most} having count(*) > 0
        order by 5 desc, 1, 3 nulls last, 4 nulls last, 2 nulls last
        """;

    private static string Null(StepDialect dialect) => $"cast(null as {dialect.Words.Text})";
}
