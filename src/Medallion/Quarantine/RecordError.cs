namespace Lakehouse.Medallion.Quarantine;

/// <summary>One reason for which a record was rejected.</summary>
/// <param name="Code">Such as <c>TYPE</c> or <c>REQUIRED</c>.</param>
/// <param name="Path">Where in the record: <c>lines[0].sku</c>; empty for the whole record.</param>
/// <param name="Message">What is wrong; holds no values.</param>
public sealed record RecordError(string Code, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[] { Code, Path, Message }.Where(part => part.Length > 0));
}
