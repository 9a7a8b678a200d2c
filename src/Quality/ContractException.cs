namespace Lakehouse.Quality;

/// <summary>A project, contract, source or product is not as it must be. Carries all problems at once.</summary>
public sealed class ContractException : Exception
{
    /// <summary>Creates the exception from the problems found.</summary>
    /// <param name="problems">At least one problem, in the order in which they are to be told.</param>
    public ContractException(IReadOnlyList<Problem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>The code of the only problem, or <see cref="ErrorCodes.SeveralProblems"/>.</summary>
    public string Code => Problems.Count == 1 ? Problems[0].Code : ErrorCodes.SeveralProblems;

    /// <summary>Everything that is wrong, by file and line.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Always false: the files have to be changed first.</summary>
    public bool IsTransient { get; }

    private static string Describe(IReadOnlyList<Problem> problems) => problems.Count == 1
        ? problems[0].ToString()
        : $"{ErrorCodes.SeveralProblems}: the project has {problems.Count} problems. Correct these lines:\n"
            + string.Join('\n', problems.Select(p => "  " + p));
}
