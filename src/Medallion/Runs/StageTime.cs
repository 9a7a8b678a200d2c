namespace Lakehouse.Medallion.Runs;

/// <summary>How long a stage took for one subject.</summary>
internal sealed record StageTime(string Stage, string Subject, long Milliseconds);
