namespace Lakehouse.Jobs.Output;

/// <summary>Writes rows as a JSON array, one object a line.</summary>
internal sealed class JsonRowWriter(TextWriter target) : IRowWriter
{
    private IReadOnlyList<string> _columns = [];
    private bool _isFirst = true;

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<string> columns)
    {
        _columns = columns;
        target.Write('[');
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<object?> row)
    {
        target.Write(_isFirst ? "\n" : ",\n");
        target.Write(ValueText.Object(_columns, row));
        _isFirst = false;
    }

    /// <inheritdoc/>
    public void End()
    {
        target.Write(_isFirst ? "]\n" : "\n]\n");
        target.Flush();
    }
}
