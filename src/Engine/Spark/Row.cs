using System.Globalization;

namespace Lakehouse.Engine.Spark;

/// <summary>
/// A row of a result. Values are .NET's: <see cref="decimal"/> up to 28 digits and <see cref="DuckDb.DuckDBDecimal"/> beyond,
/// <see cref="DateOnly"/>, <see cref="DateTime"/> (UTC for instants, unspecified for times without zone), <c>byte[]</c>, lists,
/// and dictionaries for structs and maps: the same as from DuckDB.
/// </summary>
public sealed class Row : IRow
{
    private readonly string[] _names;

    internal Row(string[] names, object?[] values)
    {
        _names = names;
        Values = values;
    }

    /// <summary>The values, in the order of the columns; null for null.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _names;

    int IRow.FieldCount => Values.Count;

    bool IRow.IsDBNull(int ordinal) => Values[ordinal] is null;

    string IRow.GetString(int ordinal) => GetAs<string>(ordinal);

    long IRow.GetInt64(int ordinal) => Values[ordinal] switch
    {
        long or int or short or sbyte or decimal => Convert.ToInt64(Values[ordinal], CultureInfo.InvariantCulture),
        var other => throw new InvalidCastException($"A value of type {other?.GetType().Name ?? "null"} is no whole number."),
    };

    /// <summary>The value at a place, counted from 0.</summary>
    public object? Get(int index) => Values[index];

    /// <summary>The value of a column.</summary>
    /// <exception cref="ArgumentException">There is no such column, or more than one.</exception>
    public object? Get(string column)
    {
        var index = Array.IndexOf(_names, column);
        return index >= 0 && Array.IndexOf(_names, column, index + 1) < 0
            ? Values[index]
            : throw new ArgumentException($"The row has no column '{column}', or several.", nameof(column));
    }

    /// <summary>The value at a place, counted from 0, as its type.</summary>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public T GetAs<T>(int index) => (T)Values[index]!;

    /// <summary>The value of a column as its type.</summary>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public T GetAs<T>(string column) => (T)Get(column)!;
}
