using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Checks;

/// <summary>A condition over the whole record, written in SQL by the contract's author; null holds.</summary>
/// <remarks>
/// It is not judged when the record could not be read at all, nor when the reader already reported a fault at
/// <paramref name="Field"/> or below it, nor when it could not read an object around it. Where it cannot be evaluated the
/// record has the error <see cref="RowCodes.RuleFailed"/> instead. CASE keeps an engine from evaluating a part, AND and OR
/// do not.
/// </remarks>
/// <param name="Name">What the rule says, in words.</param>
/// <param name="Expression">A SQL condition over the contract's columns.</param>
/// <param name="Code">The code of its error.</param>
/// <param name="Message">The message of its error.</param>
/// <param name="Field">The field that the error is told of, or null for the record as a whole.</param>
/// <param name="Position">Where the contract has it.</param>
public sealed record RuleCheck(
    string Name, string Expression, string Code, string Message, RecordField? Field, FilePosition Position) : Check
{
    /// <inheritdoc/>
    public override string Code { get; } = Code;

    /// <inheritdoc/>
    public override string Message { get; } = Message;
}
