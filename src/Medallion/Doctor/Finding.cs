namespace Lakehouse.Medallion.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What: <c>storage</c>, <c>clock</c>.</param>
/// <param name="Level">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="NextStep">What to do; empty when nothing.</param>
public sealed record Finding(string Subject, FindingLevel Level, string Text, string NextStep = "")
{
    internal static Finding Good(string subject, string text) => new(subject, FindingLevel.Good, text);

    internal static Finding Warning(string subject, string text, string nextStep) =>
        new(subject, FindingLevel.Warning, text, nextStep);

    internal static Finding Bad(string subject, string text, string nextStep) =>
        new(subject, FindingLevel.Bad, text, nextStep);
}
