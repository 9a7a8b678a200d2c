using Lakehouse.Delta.Actions;

namespace Lakehouse.Medallion.Runs;

/// <summary>Rows to append, with the progress that they stand for.</summary>
/// <param name="Values">The rows, values in schema order.</param>
/// <param name="Progress">Actions that keep them from being appended twice.</param>
internal sealed record OpsRows(IReadOnlyList<IReadOnlyList<object?>> Values, IReadOnlyList<SetTransaction> Progress)
{
    /// <summary>These rows and others.</summary>
    public OpsRows And(OpsRows others) => new([.. Values, .. others.Values], [.. Progress, .. others.Progress]);
}
