namespace Lakehouse.Medallion.Plans;

/// <summary>What a run would do.</summary>
/// <param name="Steps">For each source, dataset and product, in the order of the flow.</param>
/// <param name="Problems">What it would refuse.</param>
public sealed record RunPlan(IReadOnlyList<PlanStep> Steps, IReadOnlyList<RunProblem> Problems)
{
    /// <summary>Whether the run would do anything.</summary>
    public bool HasWork => Steps.Any(step => step.HasWork);
}
