using System.Globalization;
using System.Text.Json;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;

namespace Lakehouse.Medallion.Silver;

/// <summary>The query that finds the valid records that refer to nothing, and what becomes of each.</summary>
internal sealed class OrphanSql(SilverDataset dataset, StepDialect dialect)
{
    private readonly List<Reference> _references = [.. dataset.Source.References.Where(reference => reference.Withholds)];

    /// <summary>
    /// Rows of <c>_place</c>, <c>destination</c> (parked or quarantine), <c>errors</c> and <c>waits_for</c>; null when the dataset
    /// refers to nothing.
    /// </summary>
    /// <param name="parents">A relation for each dataset referred to.</param>
    /// <param name="newestLanding">The newest time of landing of the dataset's records, in microseconds.</param>
    public string? Find(IReadOnlyDictionary<string, string> parents, long newestLanding)
    {
        if (_references.Count == 0)
        {
            return null;
        }
        var missing = _references.Select((reference, i) => Missing(reference, i, parents[reference.Parent]));
        var rules = _references.Select((reference, i) => $"({i}, {Rule(reference)})");
        return $"""
            with rules(reference, parks, park_for, park_at_most, parent, path, missing, expired, overflow) as (
              values {string.Join(",\n    ", rules)}
            ),
            missing as (
              {string.Join("\n  union all\n  ", missing)}
            ),
            waiting as (
              select _place, at_most, row_number() over (order by _place) as nth from (
                select _place, min(park_at_most) as at_most from missing join rules using (reference)
                group by _place having bool_and(parks and {newestLanding} - landed <= park_for)) as w
            ),
            told as (
              select m._place, m.referred, r.parent, r.path, w.nth, w.at_most,
                row_number() over (partition by m._place order by m.reference, m.referred) as turn,
                row_number() over (partition by m._place, m.reference order by m.referred) as turn_of_reference,
                case when not r.parks then '{RowCodes.ReferenceMissing}'
                  when {newestLanding} - m.landed > r.park_for then '{RowCodes.ReferenceExpired}'
                  when w.nth > w.at_most then '{RowCodes.ReferenceOverflow}'
                  else '{RowCodes.ReferenceMissing}' end as code,
                case when r.parks and {newestLanding} - m.landed > r.park_for then r.expired
                  when r.parks and w.nth > w.at_most then r.overflow
                  else r.missing end as message
              from missing as m join rules as r on r.reference = m.reference left join waiting as w on w._place = m._place
            )
            select _place,
              case when max(nth) <= max(at_most) then '{TablePaths.Parked}' else '{TablePaths.Quarantine}' end as destination,
              {dialect.Ordered([("code", "code"), ("path", "path"), ("message", "message")], by: "turn", where: "turn_of_reference = 1")} as errors,
              {dialect.Ordered([("table", "parent"), ("key", "referred")], by: "turn")} as waits_for
            from told group by _place
            """;
    }

    private string Rule(Reference reference)
    {
        var (parent, declared) = ($"silver.{reference.Parent}", reference.Declared);
        var missing = $"{parent} has no such {string.Join(", ", reference.To)}";
        var days = declared.ParkFor.ToString("c", CultureInfo.InvariantCulture);
        return string.Join(
            ", ",
            reference.OnMissing == OnMissing.Park ? "true" : "false",
            $"{declared.ParkFor.Ticks / TimeSpan.TicksPerMicrosecond}",
            $"{declared.ParkAtMost}",
            dialect.Words.Quote(parent),
            dialect.Words.Quote(string.Join(", ", reference.From)),
            dialect.Words.Quote(missing),
            dialect.Words.Quote($"{missing}, and none came within {days}"),
            dialect.Words.Quote($"{missing}, and {declared.ParkAtMost} records wait already"));
    }

    private string Missing(Reference reference, int number, string parent)
    {
        var references = ReferenceSql.Of(reference, "verdict", "v", dialect);
        return $"""
            select distinct v._place, {dialect.Microseconds("v.landed_at")} as landed, {number} as reference,
                {Key(reference, references.Columns)} as referred
              from {references.Relation}
              where v.errors is null and {references.Missing(reference, parent)}
            """;
    }

    // A JSON object, in the same words from all engines.
    private string Key(Reference reference, IReadOnlyList<string> from)
    {
        var members = reference.To.Select((to, i) =>
            $"{dialect.Words.Quote($"{JsonSerializer.Serialize(to)}:")} || {JsonValue(reference.From[i], from[i])}");
        return $$"""('{' || {{string.Join(" || ',' || ", members)}} || '}')""";
    }

    private string JsonValue(string path, string value)
    {
        var text = $"cast({value} as {dialect.Words.Text})";
        return dataset.Contract.Shape.Find(path)!.Type switch
        {
            FieldType.Text => string.Format(null, dialect.JsonText, value),
            FieldType.Integer or FieldType.Decimal or FieldType.Boolean => text,
            FieldType.Timestamp => $"'\"' || {string.Format(null, dialect.InstantText, value)} || '\"'",
            _ => $"'\"' || {text} || '\"'",
        };
    }
}
