namespace Lakehouse.Jobs.Output;

/// <summary>Writes rows as they come; holds no more of them than it must.</summary>
internal interface IRowWriter
{
    /// <summary>Names the columns; called once, before any row.</summary>
    void Begin(IReadOnlyList<string> columns);

    /// <summary>Writes a row: one value for each column.</summary>
    void Write(IReadOnlyList<object?> row);

    /// <summary>Ends the output.</summary>
    void End();
}
