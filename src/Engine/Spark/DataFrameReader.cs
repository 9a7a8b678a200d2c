using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark;

/// <summary>Describes something to read.</summary>
public sealed class DataFrameReader
{
    private readonly SparkSession _session;
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private string? _format;
    private string? _schema;

    internal DataFrameReader(SparkSession session) => _session = session;

    /// <summary>The form of the data: <c>delta</c>, <c>parquet</c>, <c>json</c> …</summary>
    public DataFrameReader Format(string source)
    {
        _format = source;
        return this;
    }

    /// <summary>The columns in SQL's words: <c>id BIGINT, name STRING</c>; Spark looks for itself when there are none.</summary>
    public DataFrameReader Schema(string columns)
    {
        _schema = columns;
        return this;
    }

    /// <summary>An option of the format.</summary>
    public DataFrameReader Option(string key, string value)
    {
        _options[key] = value;
        return this;
    }

    /// <summary>The data at paths.</summary>
    public DataFrame Load(params string[] paths)
    {
        var source = new Read.Types.DataSource { Options = { _options }, Paths = { paths } };
        if (_format is not null)
        {
            source.Format = _format;
        }

        if (_schema is not null)
        {
            source.Schema = _schema;
        }

        return new(_session, new Relation { Read = new Read { DataSource = source } });
    }

    /// <summary>A table or view by its name; the options are the table's.</summary>
    public DataFrame Table(string name) => new(_session, new Relation
    {
        Read = new Read { NamedTable = new() { UnparsedIdentifier = name, Options = { _options } } },
    });
}
