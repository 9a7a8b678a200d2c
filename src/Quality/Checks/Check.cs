namespace Lakehouse.Quality.Checks;

/// <summary>What a record must satisfy beyond being readable: a closed set of small records.</summary>
public abstract record Check
{
    private protected Check()
    {
    }

    /// <summary>The code of the error when it does not hold; see <see cref="RowCodes"/>.</summary>
    public abstract string Code { get; }

    /// <summary>What is wrong when it does not hold, without the value: <c>must be at least 0</c>.</summary>
    public abstract string Message { get; }
}
