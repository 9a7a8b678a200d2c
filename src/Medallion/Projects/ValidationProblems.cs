using Lakehouse.Engine;
using Lakehouse.Quality;

namespace Lakehouse.Medallion.Projects;

/// <summary>The mistakes that the engine sees in a project's SQL, as they are found.</summary>
internal sealed class ValidationProblems
{
    private readonly List<Problem> _problems = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Problem> All => _problems;

    public void Add(IEnumerable<Problem> problems) => _problems.AddRange(problems);

    public void Add(FilePosition position, string message, string suggestion) =>
        _problems.Add(new Problem(ErrorCodes.ProductQuery, position, message, suggestion));

    /// <summary>Does something with SQL of the project; that the engine refuses it is a mistake of the project.</summary>
    public async Task TryAsync(FilePosition position, string what, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            // No row was read, so the engine's text holds nothing but what the project says.
            Add(position, $"{what} does not work: {e.EngineText ?? e.Message}", "Correct it; columns are those of the contract.");
        }
    }
}
