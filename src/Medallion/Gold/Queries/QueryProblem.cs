namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>One reason why a product's SQL is refused.</summary>
/// <param name="Code">One of <see cref="QueryErrorCodes"/>.</param>
/// <param name="Line">Line in the SQL text, counted from 1.</param>
/// <param name="Column">Column in that line in UTF-16 units, counted from 1.</param>
/// <param name="Message">What is wrong, then the next step, as sentences.</param>
public sealed record QueryProblem(string Code, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: line {Line}, column {Column}: {Message}";
}
