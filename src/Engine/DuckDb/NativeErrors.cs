using Lakehouse.Engine.DuckDb.NativeMethods;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Turns DuckDB's errors into exceptions.</summary>
internal static class NativeErrors
{
    /// <summary>
    /// An exception with DuckDB's own text: in its message, or beside it where the text may quote values of rows.
    /// </summary>
    internal static Exception Create(ErrorType type, string? text, CancellationToken cancellationToken = default)
    {
        if (type == ErrorType.Interrupt)
        {
            // A thread of DuckDB that fails stops the others first; one that tells so before it hides why it failed.
            return cancellationToken is { CanBeCanceled: true, IsCancellationRequested: false }
                ? new EngineException(
                    ErrorCodes.EngineFailed, "a thread of DuckDB failed, and another one hid the reason. Try again to see it.", isTransient: true)
                : new OperationCanceledException("The query was interrupted.", cancellationToken);
        }

        var says = string.IsNullOrWhiteSpace(text) ? "nothing" : text.Trim();
        var (code, next, isTransient) = TellsOfDamage(type, says) ? Damaged : Classify(type);
        return code == ErrorCodes.DataInvalid
            ? new EngineException(code, $"a value stopped DuckDB: {type} error. {next}") { EngineText = says }
            : new EngineException(code, $"DuckDB says: {Sentence(code, says)} {next}", isTransient);
    }

    /// <summary>An exception for an error whose type the C API does not tell; DuckDB's texts begin with it.</summary>
    internal static Exception Create(string? text) => Create(TypeOf(text), text);

    private static (string Code, string Next, bool IsTransient) Damaged => (
        ErrorCodes.FileDamaged, "Restore the file; 'medallion delta verify' names all such files of a Delta table.", false);

    // These texts name a file and quote nothing of it.
    private static bool TellsOfDamage(ErrorType type, string text) => type == ErrorType.InvalidInput
        && (text.Contains("No magic bytes found at end of file", StringComparison.Ordinal)
            || text.Contains("too small to be a Parquet file", StringComparison.Ordinal)
            || text.Contains("Footer length error in file", StringComparison.Ordinal));

    // Where in our SQL a file was opened tells nobody anything.
    private static string Sentence(string code, string text)
    {
        var end = code == ErrorCodes.InputOutput ? text.IndexOf("\n\nLINE ", StringComparison.Ordinal) : -1;
        var shown = end < 0 ? text : text[..end];
        return shown[^1] is '.' or '^' ? shown : $"{shown}.";
    }

    private static ErrorType TypeOf(string? text) => text switch
    {
        null => ErrorType.Internal,
        _ when text.StartsWith("Parser Error", StringComparison.Ordinal) => ErrorType.Parser,
        _ when text.StartsWith("Syntax Error", StringComparison.Ordinal) => ErrorType.Syntax,
        _ when text.StartsWith("Catalog Error", StringComparison.Ordinal) => ErrorType.Catalog,
        _ when text.StartsWith("Conversion Error", StringComparison.Ordinal) => ErrorType.Conversion,
        _ when text.StartsWith("Out of Range Error", StringComparison.Ordinal) => ErrorType.OutOfRange,
        _ when text.StartsWith("Invalid Input Error", StringComparison.Ordinal) => ErrorType.InvalidInput,
        _ when text.StartsWith("Constraint Error", StringComparison.Ordinal) => ErrorType.Constraint,
        _ when text.StartsWith("IO Error", StringComparison.Ordinal) => ErrorType.InputOutput,
        _ when text.StartsWith("Out of Memory Error", StringComparison.Ordinal) => ErrorType.OutOfMemory,
        _ when text.StartsWith("INTERNAL Error", StringComparison.Ordinal) => ErrorType.Internal,
        _ when text.StartsWith("FATAL Error", StringComparison.Ordinal) => ErrorType.Fatal,
        _ when text.StartsWith("INTERRUPT Error", StringComparison.Ordinal) => ErrorType.Interrupt,
        _ when text.StartsWith("TransactionContext Error", StringComparison.Ordinal) => ErrorType.Transaction,
        _ => ErrorType.Binder,
    };

    private static (string Code, string Next, bool IsTransient) Classify(ErrorType type) => type switch
    {
        ErrorType.Conversion or ErrorType.OutOfRange or ErrorType.Constraint or ErrorType.Decimal
            or ErrorType.DivideByZero or ErrorType.MismatchType or ErrorType.InvalidInput =>
            (ErrorCodes.DataInvalid, "Correct the data or the expression that reads it.", false),
        ErrorType.OutOfMemory =>
            (ErrorCodes.OutOfMemory, "Raise the memory limit, lower the threads, or give a spill folder with room.", false),
        ErrorType.InputOutput or ErrorType.Http or ErrorType.Network or ErrorType.Connection =>
            (ErrorCodes.InputOutput, "Check the file, its rights and the room on its disk, then try again.", true),
        ErrorType.Permission =>
            (ErrorCodes.InputOutput, "Check the rights.", false),
        ErrorType.Transaction =>
            (ErrorCodes.TransactionConflict, "Begin the transaction again.", true),
        ErrorType.Fatal or ErrorType.Internal =>
            (ErrorCodes.EngineFailed, "Open the database again; if it comes back, report the query.", false),
        ErrorType.Settings or ErrorType.InvalidConfiguration =>
            (ErrorCodes.OpenFailed, "Correct the setting.", false),
        ErrorType.ParameterNotResolved or ErrorType.ParameterNotAllowed =>
            (ErrorCodes.ParameterMismatch, "Give each parameter of the statement a value.", false),
        _ => (ErrorCodes.QueryInvalid, "Correct the SQL.", false),
    };
}
