using System.Globalization;
using System.Text.Json.Nodes;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Runs;

/// <summary>Appends rows to the small tables that tell what runs did.</summary>
internal sealed class OpsWriter(RunContext context)
{
    private const int Attempts = 20;

    /// <summary>
    /// Appends the rows that <paramref name="rows"/> gives for the newest progress, together with the progress that they
    /// stand for. When another run moved that progress meanwhile, the rows are asked for again.
    /// </summary>
    public async Task AppendAsync(
        string table,
        StructType schema,
        string description,
        Func<Func<string, long>, CancellationToken, Task<OpsRows>> rows,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var snapshot = await context.FindAsync(table, cancellationToken).ConfigureAwait(false);
            var batch = await rows(appId => snapshot?.TransactionVersion(appId) ?? -1, cancellationToken)
                .ConfigureAwait(false);
            if (batch.Values.Count == 0)
            {
                return;
            }
            var staged = await context.Engine
                .StageAsync(Select(schema, batch.Values), new StageTarget(table, schema, []), cancellationToken)
                .ConfigureAwait(false);
            var result = await context.CommitAsync(
                table,
                new CommitRequest
                {
                    ReadSnapshot = snapshot,
                    Operation = "WRITE",
                    OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
                    UserMetadata = CommitNotes.Write(context, new JsonObject { ["rows"] = batch.Values.Count }),
                    Actions =
                    [
                        .. TableDefinition.CreateIfNew(context, snapshot, schema, [], description),
                        .. Widened(snapshot, schema),
                        .. staged.Select(file => file.ToAdd(schema, context.StartedAt, snapshot?.IndexedColumns)),
                        .. batch.Progress,
                    ],
                    Reads = ReadScope.Nothing,
                },
                cancellationToken).ConfigureAwait(false);
            if (result is Committed)
            {
                return;
            }
            await context.DiscardAsync(table, staged, cancellationToken).ConfigureAwait(false);
        }
        throw new MedallionException(
            ErrorCodes.TooManyConflicts,
            $"other runs committed to {table} {Attempts} times in a row. Run again when they are done.");
    }

    // Tables of earlier versions get the columns that they lack; their rows have null there.
    private static IEnumerable<DeltaAction> Widened(Snapshot? snapshot, StructType schema)
    {
        if (snapshot is not null && snapshot.Metadata.Schema.Fields.Count < schema.Fields.Count)
        {
            yield return snapshot.Metadata with { Schema = schema };
        }
    }

    private static string Select(StructType schema, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var names = schema.Fields.Select(field => Sql.Name(field.Name)).ToList();
        var casts = schema.Fields.Select((field, i) => $"cast(c{i} as {DuckDbTypes.ToSql(field.Type)}) as {names[i]}");
        var values = rows.Select(row => $"({string.Join(", ", row.Select(Literal))})");
        return $"select {string.Join(", ", casts)} from (values {string.Join(", ", values)}) as v({string.Join(
            ", ", names.Select((_, i) => $"c{i}"))})";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => Sql.Text(text.Replace('\0', ' ')),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => Sql.Text(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture)),
        IEnumerable<StageTime> times => $"[{string.Join(", ", times.Select(t =>
            $"{{'stage': {Literal(t.Stage)}, 'subject': {Literal(t.Subject)}, 'milliseconds': {t.Milliseconds}}}"))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A value of type {value.GetType()} has no SQL literal.", nameof(value)),
    };
}
