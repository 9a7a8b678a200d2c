using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Parquet;

/// <summary>Where the values of a struct column stand in a Parquet file, by the row groups that were looked at.</summary>
/// <param name="column">The column.</param>
/// <param name="needed">Its field that is not null where the column has a value.</param>
internal sealed class ColumnChunks(string column, string needed)
{
    private long _first;
    private long _end;
    private long _total;

    public string Column => column;

    /// <summary>The field, as the footer names it.</summary>
    public string Path => $"{column}, {needed}";

    /// <summary>How many values there are.</summary>
    public long Used { get; private set; }

    /// <summary>SQL that leaves out rows without a value, where that is worth it: the test takes as long as the reading.</summary>
    public string Rows
    {
        get
        {
            var range = _end - _first < _total ? $"file_row_number >= {_first} and file_row_number < {_end}" : "true";
            return Used < _total / 2
                ? $"where {range} and {Sql.Name(column)}.{Sql.Name(needed)} is not null limit {Used}"
                : $"where {range}";
        }
    }

    /// <summary>Adds the next row group.</summary>
    public void Add(long rows, long used)
    {
        if (used > 0)
        {
            _first = Used == 0 ? _total : _first;
            _end = _total + rows;
        }

        _total += rows;
        Used += used;
    }
}
