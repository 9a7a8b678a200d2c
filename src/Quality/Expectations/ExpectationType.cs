namespace Lakehouse.Quality.Expectations;

/// <summary>A type of expectation that suites can have.</summary>
public sealed class ExpectationType
{
    private readonly Func<PlanContext, PlannedExpectation> _plan;

    internal ExpectationType(
        string name, string description, IReadOnlyList<ExpectationArgument> arguments, Func<PlanContext, PlannedExpectation> plan)
    {
        Name = name;
        Description = description;
        Arguments = arguments;
        _plan = plan;
    }

    /// <summary>Its name, as suites write it.</summary>
    public string Name { get; }

    /// <summary>What holds when it succeeds.</summary>
    public string Description { get; }

    /// <summary>The arguments of its own; those that many types share are not among them.</summary>
    public IReadOnlyList<ExpectationArgument> Arguments { get; }

    /// <summary>Whether rows are judged one by one, so that <c>mostly</c> can be given.</summary>
    public bool JudgesRows { get; internal init; }

    /// <summary>Whether a <c>row_condition</c> can be given.</summary>
    public bool TakesRowCondition { get; internal init; } = true;

    /// <summary>Decides how it is measured on a table.</summary>
    /// <exception cref="ExpectationException">It cannot be measured on this table.</exception>
    internal PlannedExpectation Plan(PlanContext context) => _plan(context);
}
