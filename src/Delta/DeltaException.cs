namespace Lakehouse.Delta;

/// <summary>A Delta table is broken, is not there, or needs a feature that this library does not have.</summary>
public sealed class DeltaException : Exception
{
    /// <summary>Makes the error; the message becomes <c>CODE: what, where. Next step.</c></summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What, where and the next step, without the code.</param>
    /// <param name="innerException">The cause, if another error was.</param>
    public DeltaException(string code, string message, Exception? innerException = null)
        : base($"{code}: {message}", innerException) => Code = code;

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>The table's path below the storage root, where known.</summary>
    public string? Table { get; init; }

    /// <summary>The table version that the error is about, if it is about one.</summary>
    public long? Version { get; init; }

    /// <summary>The path of the broken file below the storage root, if it is about one.</summary>
    public string? File { get; init; }

    /// <summary>The table feature that is missing, if the error is about one.</summary>
    public string? Feature { get; init; }

    /// <summary>Whether trying again can help.</summary>
    public bool IsTransient { get; init; }
}
