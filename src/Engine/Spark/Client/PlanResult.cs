using Lakehouse.Engine.Spark.Arrow;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>Reads what comes out of a plan.</summary>
internal static class PlanResult
{
    /// <summary>The batches of rows of a relation, in order.</summary>
    public static async IAsyncEnumerable<RecordBatch> BatchesAsync(IAsyncEnumerable<ExecutePlanResponse> responses)
    {
        await foreach (var response in responses.ConfigureAwait(false))
        {
            if (response.ArrowBatch is not { } data)
            {
                continue;
            }

            var rows = 0L;
            foreach (var batch in Batches(data.Data.Memory))
            {
                rows += batch.Length;
                yield return batch;
            }

            if (rows != data.RowCount)
            {
                throw ArrowErrors.Broken("a batch has another number of rows than the server says");
            }
        }
    }

    /// <summary>The batches of one stream of Arrow data.</summary>
    public static IEnumerable<RecordBatch> Batches(ReadOnlyMemory<byte> data)
    {
        var reader = new ArrowStreamReader(data);
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            yield return batch;
        }
    }

    /// <summary>The rows of batches; those of one batch share the names of the columns.</summary>
    public static IEnumerable<Row> Rows(RecordBatch batch)
    {
        var names = batch.Schema.Select(field => field.Name).ToArray();
        for (var i = 0; i < batch.Length; i++)
        {
            var values = new object?[batch.Columns.Count];
            for (var column = 0; column < values.Length; column++)
            {
                values[column] = batch.Columns[column].GetValue(i);
            }

            yield return new Row(names, values);
        }
    }
}
