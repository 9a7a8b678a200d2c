using System.Runtime.CompilerServices;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Spark.Client;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark;

/// <summary>Rows that Spark can make: a query or a table, or what a command said.</summary>
public sealed class DataFrame
{
    private readonly SparkSession _session;
    private readonly Relation _relation;

    internal DataFrame(SparkSession session, Relation relation)
    {
        _session = session;
        _relation = relation;
    }

    /// <summary>Columns made by expressions in SQL's words: <c>id</c>, <c>price * 2 AS twice</c>.</summary>
    public DataFrame SelectExpr(params string[] expressions)
    {
        var columns = expressions.Select(text => new Expression { ExpressionString = new() { Expression = text } });
        return new(_session, new Relation { Project = new() { Input = _relation, Expressions = { columns } } });
    }

    /// <summary>The columns, without running the query.</summary>
    /// <exception cref="SparkException">Spark refuses the query.</exception>
    /// <exception cref="EngineException">ENG0109: a column has a type that no table can have.</exception>
    public async Task<StructType> SchemaAsync(CancellationToken cancellationToken = default)
    {
        var request = new AnalyzePlanRequest { Schema = new() { Plan = new() { Root = _relation } } };
        var response = await _session.Client.CallAsync(ServiceMethods.AnalyzePlan, request, cancellationToken).ConfigureAwait(false);
        return SchemaTypes.ToStruct(response.Schema.Schema_);
    }

    /// <inheritdoc cref="SchemaAsync"/>
    public StructType Schema() => SchemaAsync().GetAwaiter().GetResult();

    /// <summary>The rows one after another, as they arrive. The token, or leaving the loop, interrupts the query on the server.</summary>
    /// <exception cref="SparkException">Spark failed.</exception>
    public async IAsyncEnumerable<Row> ToLocalIteratorAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_relation.LocalRelation is { HasData: true } local)
        {
            foreach (var row in PlanResult.Batches(local.Data.Memory).SelectMany(PlanResult.Rows))
            {
                yield return row;
            }

            yield break;
        }

        var responses = _session.ExecuteAsync(new Plan { Root = _relation }, cancellationToken);
        await foreach (var batch in PlanResult.BatchesAsync(responses).ConfigureAwait(false))
        {
            foreach (var row in PlanResult.Rows(batch))
            {
                yield return row;
            }
        }
    }

    /// <summary>All rows, in memory. The token interrupts the query on the server.</summary>
    /// <exception cref="SparkException">Spark failed.</exception>
    public async Task<IReadOnlyList<Row>> CollectAsync(CancellationToken cancellationToken = default)
    {
        var rows = new List<Row>();
        await foreach (var row in ToLocalIteratorAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <inheritdoc cref="CollectAsync"/>
    public IReadOnlyList<Row> Collect() => CollectAsync().GetAwaiter().GetResult();

    /// <summary>Begins to describe how the rows are written.</summary>
    public DataFrameWriter Write() => new(_session, _relation);

    /// <summary>Gives the rows a name for the statements of this session.</summary>
    public async Task CreateOrReplaceTempViewAsync(string name, CancellationToken cancellationToken = default)
    {
        var command = new CreateDataFrameViewCommand { Input = _relation, Name = name, Replace = true };
        await _session.RunAsync(new Command { CreateDataframeView = command }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="CreateOrReplaceTempViewAsync"/>
    public void CreateOrReplaceTempView(string name) => CreateOrReplaceTempViewAsync(name).GetAwaiter().GetResult();
}
