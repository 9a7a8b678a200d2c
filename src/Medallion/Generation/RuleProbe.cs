using Lakehouse.Engine;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Generation;

/// <summary>Asks the engine which rules of a contract hold on records.</summary>
internal sealed class RuleProbe : IDisposable
{
    private const string Reader = "read_candidate";
    private const string Table = "candidate";

    private readonly DuckDbEngine _engine;
    private readonly string _select;
    private readonly int _rules;

    public RuleProbe(Contract contract, Func<Guid> newId)
    {
        var spill = Path.Combine(Path.GetTempPath(), "medallion", $"{newId():N}");
        _engine = new DuckDbEngine(new LocalStorage(Path.GetTempPath(), newId), new DuckDbEngineOptions(spill));
        _engine.EnsureReader(Reader, RecordMapping.ToJsonFields(contract.Shape));
        _select = RuleCompiler.Compile(contract, Dialect.DuckDb, Table, Reader) + " order by landing_position";
        _rules = contract.Rules.Count;
    }

    public void Dispose() => _engine.Dispose();

    /// <summary>For each record whether each rule holds; null where it cannot be evaluated.</summary>
    public async Task<IReadOnlyList<bool?[]>> OutcomesAsync(IEnumerable<string> payloads, CancellationToken cancellationToken)
    {
        await _engine.ExecuteAsync($"create or replace temp table {Table} (landing_position bigint, payload varchar)", cancellationToken)
            .ConfigureAwait(false);
        using (var appender = _engine.Connection.CreateAppender(Table))
        {
            var position = 0L;
            foreach (var payload in payloads)
            {
                appender.CreateRow().AppendValue(position++).AppendValue(payload).EndRow();
            }
        }
        return await _engine.QueryAsync(
            _select,
            row => Enumerable.Range(1, _rules).Select(i => row.IsDBNull(i) ? (bool?)null : row.GetBoolean(i)).ToArray(),
            cancellationToken).ConfigureAwait(false);
    }
}
