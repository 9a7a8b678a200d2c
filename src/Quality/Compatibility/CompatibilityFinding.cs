namespace Lakehouse.Quality.Compatibility;

/// <summary>An incompatibility between a version and one before it.</summary>
/// <param name="Problem">What does not fit.</param>
/// <param name="IsBackward">True when the new version does not take what the older one allowed; false for the reverse.</param>
/// <param name="Earlier">Which of the earlier versions, counted from 0 in their order.</param>
public sealed record CompatibilityFinding(Incompatibility Problem, bool IsBackward, int Earlier);
