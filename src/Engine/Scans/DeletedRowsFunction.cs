using System.Collections.Concurrent;
using System.Text;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// The SQL function that tells whether a row of a data file is deleted, of the number of a set of deletion vectors, the
/// file's location and the row's position in it.
/// </summary>
internal sealed class DeletedRowsFunction
{
    public const string Name = "delta_is_deleted";

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<string, DeletionVector>> _sets = [];
    private long _lastSet;

    public static DeletedRowsFunction Register(DuckDBConnection connection)
    {
        var function = new DeletedRowsFunction();
        connection.RegisterScalarFunction(new DuckDBScalarFunction(
            Name,
            [LogicalType.BigInt, LogicalType.Varchar, LogicalType.BigInt],
            LogicalType.Boolean,
            function.CreateWorker));
        return function;
    }

    /// <summary>Keeps the vectors of some files, by location.</summary>
    /// <returns>The number of the set.</returns>
    public long Add(IReadOnlyDictionary<string, DeletionVector> vectors)
    {
        var set = Interlocked.Increment(ref _lastSet);
        _sets[set] = vectors;
        return set;
    }

    private DuckDBScalarWorker CreateWorker()
    {
        byte[]? location = null;
        DeletionVector? vector = null;
        return (input, output) =>
        {
            var (sets, files, positions) = (input.Column(0), input.Column(1), input.Column(2));
            for (var row = 0; row < input.RowCount; row++)
            {
                // Rows come file by file.
                if (!files.GetBytes(row).SequenceEqual(location))
                {
                    location = files.GetBytes(row).ToArray();
                    vector = _sets[sets.Get<long>(row)].GetValueOrDefault(Encoding.UTF8.GetString(location));
                }

                output.Write(row, vector?.Contains(positions.Get<long>(row)) == true ? (byte)1 : (byte)0);
            }
        };
    }
}
