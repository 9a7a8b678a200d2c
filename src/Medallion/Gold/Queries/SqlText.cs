using System.Text;

namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>A SQL text that can tell line and column of DuckDB's byte offsets.</summary>
internal sealed class SqlText(string sql)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(sql);

    public QueryProblem Problem(string code, int offset, string message)
    {
        var (line, column) = Position(offset);
        return new(code, line, column, message);
    }

    public int Line(int offset) => Position(offset).Line;

    private (int Line, int Column) Position(int offset)
    {
        var before = _bytes.AsSpan(0, Math.Clamp(offset, 0, _bytes.Length));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
