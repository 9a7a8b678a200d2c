namespace Lakehouse.Quality.Compatibility;

/// <summary>Judges a new version of a schema by those before it.</summary>
public static class CompatibilityCheck
{
    /// <summary>Everything that the mode forbids, and warnings; nothing but warnings when the version is compatible.</summary>
    /// <param name="mode">What must hold.</param>
    /// <param name="next">The new version.</param>
    /// <param name="earlier">The versions before it, oldest first.</param>
    public static IReadOnlyList<CompatibilityFinding> Check(
        CompatibilityMode mode, PayloadSchema next, IReadOnlyList<PayloadSchema> earlier)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(earlier);
        var findings = new List<CompatibilityFinding>();
        for (var i = mode.IsTransitive() ? 0 : Math.Max(0, earlier.Count - 1); i < earlier.Count; i++)
        {
            var index = i;
            if (mode.IsBackward())
            {
                findings.AddRange(next.ProblemsReading(earlier[i]).Select(p => new CompatibilityFinding(p, true, index)));
            }
            if (mode.IsForward())
            {
                findings.AddRange(earlier[i].ProblemsReading(next).Select(p => new CompatibilityFinding(p, false, index)));
            }
        }
        return findings;
    }
}
