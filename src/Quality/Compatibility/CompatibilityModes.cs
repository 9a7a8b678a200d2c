namespace Lakehouse.Quality.Compatibility;

/// <summary>The names of <see cref="CompatibilityMode"/> as projects write them, and what each one asks.</summary>
public static class CompatibilityModes
{
    private static readonly Dictionary<string, CompatibilityMode> ByName = new()
    {
        ["none"] = CompatibilityMode.None,
        ["backward"] = CompatibilityMode.Backward,
        ["forward"] = CompatibilityMode.Forward,
        ["full"] = CompatibilityMode.Full,
        ["backward_transitive"] = CompatibilityMode.BackwardTransitive,
        ["forward_transitive"] = CompatibilityMode.ForwardTransitive,
        ["full_transitive"] = CompatibilityMode.FullTransitive,
    };

    /// <summary>All names: <c>none</c>, <c>backward</c>, <c>backward_transitive</c> …</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The mode of a name, or null.</summary>
    public static CompatibilityMode? Find(string name) => ByName.TryGetValue(name, out var mode) ? mode : null;

    /// <summary>The name of a mode.</summary>
    public static string NameOf(CompatibilityMode mode) => ByName.First(pair => pair.Value == mode).Key;

    /// <summary>Whether the new version must take what older ones allowed.</summary>
    public static bool IsBackward(this CompatibilityMode mode) => mode is CompatibilityMode.Backward
        or CompatibilityMode.BackwardTransitive or CompatibilityMode.Full or CompatibilityMode.FullTransitive;

    /// <summary>Whether older versions must take what the new one allows.</summary>
    public static bool IsForward(this CompatibilityMode mode) => mode is CompatibilityMode.Forward
        or CompatibilityMode.ForwardTransitive or CompatibilityMode.Full or CompatibilityMode.FullTransitive;

    /// <summary>Whether all older versions count, not the last one alone.</summary>
    public static bool IsTransitive(this CompatibilityMode mode) => mode is CompatibilityMode.BackwardTransitive
        or CompatibilityMode.ForwardTransitive or CompatibilityMode.FullTransitive;
}
