namespace Lakehouse.Medallion;

/// <summary>The flow cannot go on; what is wrong is not in the data's rows.</summary>
public sealed class MedallionException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What, where, and the next step; no row values.</param>
    /// <param name="inner">What caused it.</param>
    public MedallionException(string code, string message, Exception? inner = null)
        : base($"{code}: {message}", inner) => Code = code;

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Whether the same call can succeed when tried again.</summary>
    public bool IsTransient { get; init; }
}
