using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Quality;

namespace Lakehouse.Medallion;

/// <summary>An error of any part below, in the words of those who only know the lakehouse.</summary>
/// <param name="Code">The error's code, such as <c>MED0101</c>.</param>
/// <param name="Message">Code, what, where, and the next step.</param>
public sealed record Failure(string Code, string Message)
{
    private static readonly HashSet<string> UsageCodes =
        [ErrorCodes.ProjectFolder, ErrorCodes.NothingSelected, ErrorCodes.NoSuchTable, ErrorCodes.Query,
            ErrorCodes.Git, ErrorCodes.NoSuchContract, ErrorCodes.NoSuchFile, ErrorCodes.UnusableFile, ErrorCodes.NoServer,
            Engine.ErrorCodes.ConnectionInvalid];

    /// <summary>Whether the same call can succeed when tried again.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether what was asked for is wrong, so that only other words or an edit of the project help.</summary>
    public bool IsUsage { get; init; }

    /// <summary>What is wrong in the project's files; empty for other errors.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Translates an exception; null for one that nobody foresaw, which is a defect.</summary>
    public static Failure? From(Exception exception) => exception switch
    {
        ContractException e => new Failure(e.Code, e.Message) { IsUsage = true, Problems = e.Problems },
        MedallionException e => new Failure(e.Code, e.Message)
        {
            IsTransient = e.IsTransient,
            IsUsage = UsageCodes.Contains(e.Code),
        },
        EngineException e => new Failure(e.Code, e.Message) { IsTransient = e.IsTransient, IsUsage = UsageCodes.Contains(e.Code) },
        DeltaException e => new Failure(e.Code, e.Message) { IsTransient = e.IsTransient },
        IOException or UnauthorizedAccessException => new Failure(
            ErrorCodes.InputOutput,
            $"{ErrorCodes.InputOutput}: a file cannot be read or written: {exception.Message.TrimEnd('.')}. "
            + "Look at the rights and the free space with 'medallion doctor'."),
        _ => null,
    };
}
