namespace Lakehouse.Quality;

/// <summary>Gathers problems while files are read, so that all of them can be told at once.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public int Count => _problems.Count;

    /// <summary>Lists of names that readers of the same files take and give back.</summary>
    public Stack<List<string>> Names { get; } = new();

    public void Add(string code, FilePosition position, string message, string suggestion) =>
        _problems.Add(new Problem(code, position, message, suggestion));

    public void Add(ProblemList others) => _problems.AddRange(others._problems);

    /// <summary>Ends the reading when anything was wrong.</summary>
    /// <exception cref="ContractException">There is at least one problem.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new ContractException([.. _problems
                .OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)
                .Distinct()]);
        }
    }
}
