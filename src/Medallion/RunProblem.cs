namespace Lakehouse.Medallion;

/// <summary>Something that a run refused, while the rest of it went on.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Subject">The file, dataset or product.</param>
/// <param name="Message">What is wrong and what to do; no row values.</param>
/// <param name="BrokenData">Whether data broke a rule that blocks, which a run ends with exit code 3 for.</param>
public sealed record RunProblem(string Code, string Subject, string Message, bool BrokenData);
