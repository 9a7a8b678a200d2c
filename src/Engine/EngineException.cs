namespace Lakehouse.Engine;

/// <summary>An engine or a storage failed.</summary>
public class EngineException : Exception
{
    /// <summary>Makes an exception; <paramref name="message"/> is put behind the code.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What, where, and the next step.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause, when there is one.</param>
    public EngineException(string code, string message, bool isTransient = false, Exception? innerException = null)
        : base($"{code}: {message}", innerException)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>
    /// The engine's own text where it may quote values of rows, which is why it is no part of the message: only for someone
    /// who may see the data, never for logs. Null when the message says it all.
    /// </summary>
    public string? EngineText { get; init; }
}
