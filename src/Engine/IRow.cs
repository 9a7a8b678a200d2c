namespace Lakehouse.Engine;

/// <summary>A row of a small result, of whatever engine; columns are counted from 0.</summary>
public interface IRow
{
    /// <summary>How many columns it has.</summary>
    int FieldCount { get; }

    /// <summary>Whether the value is null.</summary>
    bool IsDBNull(int ordinal);

    /// <summary>A text.</summary>
    /// <exception cref="InvalidCastException">The value is none.</exception>
    string GetString(int ordinal);

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidCastException">The value is none.</exception>
    long GetInt64(int ordinal);
}
