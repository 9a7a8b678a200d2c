namespace Lakehouse.Delta.Ports;

/// <summary>
/// The values of one column or nested field. Rows of a nested field are addressed like those of the struct around it;
/// elements of a list or map by the positions that <see cref="Range"/> gives.
/// </summary>
public interface IColumn
{
    /// <summary>Whether the value at <paramref name="row"/> is null.</summary>
    bool IsNull(int row);

    /// <summary>A boolean value.</summary>
    bool GetBoolean(int row);

    /// <summary>An integer of any width, a date (days) or a timestamp (microseconds since the epoch).</summary>
    long GetInt64(int row);

    /// <summary>The UTF-8 bytes of a string, or the bytes of a binary; valid as long as the batch.</summary>
    ReadOnlySpan<byte> GetBytes(int row);

    /// <summary>
    /// A value of any type as JSON text: numbers plain, dates <c>yyyy-MM-dd</c>, timestamps in ISO 8601 (with <c>Z</c>
    /// for instants), binaries as base64, fields that are null left out, numbers that are not finite null. Not for null
    /// values.
    /// </summary>
    string GetJson(int row);

    /// <summary>A field of a struct column, or null when the file has none of that name.</summary>
    IColumn? Field(string name);

    /// <summary>
    /// Where the elements of a list or the entries of a map stand in <see cref="Elements"/> (or <see cref="Keys"/>
    /// and <see cref="Values"/>).
    /// </summary>
    (int Start, int Count) Range(int row);

    /// <summary>The elements of a list column.</summary>
    IColumn Elements { get; }

    /// <summary>The keys of a map column.</summary>
    IColumn Keys { get; }

    /// <summary>The values of a map column.</summary>
    IColumn Values { get; }
}
