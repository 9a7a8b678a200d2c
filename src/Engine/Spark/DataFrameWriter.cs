using Lakehouse.Engine.Spark.Protocol;
using SaveMethod = Lakehouse.Engine.Spark.Protocol.WriteOperation.Types.SaveTable.Types.TableSaveMethod;
using WireMode = Lakehouse.Engine.Spark.Protocol.WriteOperation.Types.SaveMode;

namespace Lakehouse.Engine.Spark;

/// <summary>Describes how rows are written. A lost connection never makes a write run twice.</summary>
public sealed class DataFrameWriter
{
    private readonly SparkSession _session;
    private readonly WriteOperation _operation;

    internal DataFrameWriter(SparkSession session, Relation input)
    {
        _session = session;
        _operation = new() { Input = input, Mode = WireMode.ErrorIfExists };
    }

    /// <summary>The form of the data: <c>delta</c>, <c>parquet</c>, <c>json</c> …</summary>
    public DataFrameWriter Format(string source)
    {
        _operation.Source = source;
        return this;
    }

    /// <summary>What happens when there is a table already; it fails unless told otherwise.</summary>
    public DataFrameWriter Mode(SaveMode mode)
    {
        _operation.Mode = mode switch
        {
            SaveMode.Append => WireMode.Append,
            SaveMode.Overwrite => WireMode.Overwrite,
            SaveMode.Ignore => WireMode.Ignore,
            _ => WireMode.ErrorIfExists,
        };
        return this;
    }

    /// <summary>An option of the format.</summary>
    public DataFrameWriter Option(string key, string value)
    {
        _operation.Options[key] = value;
        return this;
    }

    /// <summary>The columns that divide the data into folders.</summary>
    public DataFrameWriter PartitionBy(params string[] columns)
    {
        _operation.PartitioningColumns.Clear();
        _operation.PartitioningColumns.Add(columns);
        return this;
    }

    /// <summary>Writes to a path.</summary>
    /// <exception cref="SparkException">Spark failed.</exception>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        var operation = _operation.Clone();
        operation.Path = path;
        return RunAsync(operation, cancellationToken);
    }

    /// <inheritdoc cref="SaveAsync"/>
    public void Save(string path) => SaveAsync(path).GetAwaiter().GetResult();

    /// <summary>Writes a table of the catalog, made when it is not there.</summary>
    /// <exception cref="SparkException">Spark failed.</exception>
    public Task SaveAsTableAsync(string name, CancellationToken cancellationToken = default) =>
        TableAsync(name, SaveMethod.SaveAsTable, cancellationToken);

    /// <inheritdoc cref="SaveAsTableAsync"/>
    public void SaveAsTable(string name) => SaveAsTableAsync(name).GetAwaiter().GetResult();

    /// <summary>Writes rows into a table of the catalog, by the order of the columns.</summary>
    /// <exception cref="SparkException">Spark failed.</exception>
    public Task InsertIntoAsync(string name, CancellationToken cancellationToken = default) =>
        TableAsync(name, SaveMethod.InsertInto, cancellationToken);

    /// <inheritdoc cref="InsertIntoAsync"/>
    public void InsertInto(string name) => InsertIntoAsync(name).GetAwaiter().GetResult();

    private Task<Relation?> TableAsync(string name, SaveMethod method, CancellationToken cancellationToken)
    {
        var operation = _operation.Clone();
        operation.Table = new() { TableName = name, SaveMethod = method };
        return RunAsync(operation, cancellationToken);
    }

    private Task<Relation?> RunAsync(WriteOperation operation, CancellationToken cancellationToken) =>
        _session.RunAsync(new Command { WriteOperation = operation }, cancellationToken);
}
