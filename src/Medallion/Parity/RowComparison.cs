using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Hashes;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Parity;

/// <summary>Finds the first rows in which two relations of one schema differ, as the content hash sees them.</summary>
internal sealed class RowComparison
{
    private const string Differing = "parity_digests";

    private readonly DuckDbEngine _engine;
    private readonly List<StructField> _content;
    private readonly List<StructField> _key;
    private readonly int _limit;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="engine">Reads both relations.</param>
    /// <param name="table">The schema of both.</param>
    /// <param name="key">Columns that name a row; none for all.</param>
    /// <param name="options">What is left out, and how many rows are wanted.</param>
    public RowComparison(DuckDbEngine engine, Metadata table, IReadOnlyCollection<string> key, ParityOptions options)
    {
        _engine = engine;
        _content = [.. table.Schema.Fields.Where(field =>
            !TechnicalColumns.NotContent.Contains(field.Name) && !options.Ignored.Contains(field.Name))];
        _key = key.Count == 0 ? _content : [.. _content.Where(field => key.Contains(field.Name))];
        _limit = options.Rows;
    }

    /// <summary>The first rows by their keys.</summary>
    public async Task<IReadOnlyList<RowDifference>> RunAsync(string left, string right, CancellationToken cancellationToken)
    {
        await _engine.ExecuteAsync($"""
            create or replace temp table {Differing} as
            select digest from (
              select {Digest} as digest, 1 as side from {left}
              union all select {Digest}, -1 from {right})
            group by digest having sum(side) <> 0
            """, cancellationToken).ConfigureAwait(false);
        var names = Enumerable.Range(1, _key.Count).Select(i => $"coalesce(l.shown[{i}], r.shown[{i}])");
        var differs = Enumerable.Range(1, _content.Count).Select(i => $"l.cells[{i}] <> r.cells[{i}]");
        var rows = await _engine.QueryAsync($"""
            select {string.Join(", ", names)}, coalesce(l.n, 0), coalesce(r.n, 0), {string.Join(", ", differs)}
            from {Rows(left)} l full join {Rows(right)} r on l.key = r.key
            order by {string.Join(", ", Enumerable.Range(1, _key.Count))}, coalesce(l.key, r.key), l.cells, r.cells limit {_limit}
            """, Read, cancellationToken).ConfigureAwait(false);
        await _engine.ExecuteAsync($"drop table {Differing}", cancellationToken).ConfigureAwait(false);
        return rows;
    }

    private string Digest => $"md5({CanonicalText.OfRow(_content)})";

    private string Rows(string relation) => $"""
        (select {Cells(_key)} as key, {Shown} as shown, {Cells(_content)} as cells, count(*) as n
         from {relation} where {Digest} in (from {Differing}) group by all)
        """;

    private string Shown => $"[{string.Join(", ", _key.Select(column => $"cast({Sql.Name(column.Name)} as varchar)"))}]";

    private static string Cells(IEnumerable<StructField> fields) =>
        $"[{string.Join(", ", fields.Select(field => CanonicalText.OfRow([field])))}]";

    private RowDifference Read(DuckDBDataReader row)
    {
        var key = _key.Select((field, i) => KeyValuePair.Create(field.Name, row.IsDBNull(i) ? null : row.GetString(i))).ToList();
        var at = _key.Count + 2;
        var columns = _content.Where((_, i) => !row.IsDBNull(at + i) && row.GetBoolean(at + i)).Select(field => field.Name);
        return new RowDifference(key, row.GetInt64(at - 2), row.GetInt64(at - 1), [.. columns]);
    }
}
