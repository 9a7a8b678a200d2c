using System.Text.RegularExpressions;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>Turns failed calls into exceptions.</summary>
internal static partial class SparkErrors
{
    public const string OperationNotFound = "INVALID_HANDLE.OPERATION_NOT_FOUND";
    public const string OperationExists = "INVALID_HANDLE.OPERATION_ALREADY_EXISTS";
    public const string OperationAbandoned = "INVALID_HANDLE.OPERATION_ABANDONED";
    public const string SessionNotFound = "INVALID_HANDLE.SESSION_NOT_FOUND";

    private const string Canceled = "OPERATION_CANCELED";

    /// <summary>An exception for a call that failed; <paramref name="details"/> where the server gave them.</summary>
    public static EngineException Create(
        RpcException error, ErrorReport report, FetchErrorDetailsResponse? details, SparkConnection connection)
    {
        var root = Root(details);
        var thrown = root?.SparkThrowable;
        var errorClass = Filled(thrown?.ErrorClass) ?? report.ErrorClass;
        var sqlState = Filled(thrown?.SqlState) ?? report.SqlState;
        var text = Filled(root?.Message) ?? error.Status.Detail;
        var (code, next, isTransient) = Classify(error, errorClass, sqlState, text);
        return new SparkException(code, $"{What(error, code, errorClass, sqlState, text, connection)} {next}", isTransient, error)
        {
            ErrorClass = errorClass,
            SqlState = sqlState,
            MessageParameters = thrown is { MessageParameters.Count: > 0 }
                ? new Dictionary<string, string>(thrown.MessageParameters)
                : report.MessageParameters,
            SqlFragment = Filled(thrown?.QueryContexts.FirstOrDefault()?.Fragment),
            EngineText = text,
        };
    }

    /// <summary>The connection broke, and nobody can say how the statement ended.</summary>
    public static SparkException OutcomeUnknown(RpcException error, SparkConnection connection) => new(
        ErrorCodes.SparkOutcomeUnknown,
        $"the connection to {connection} was lost, and the server no longer knows how the statement ended. It was not sent again: look at what it wrote, then run it again if needed.",
        innerException: error)
    {
        ErrorClass = ErrorReport.From(error).ErrorClass,
        EngineText = error.Status.Detail,
    };

    /// <summary>The session that answers is not the one that was opened.</summary>
    public static SparkException OtherSession(SparkConnection connection) => new(
        ErrorCodes.SparkSessionLost, $"the session at {connection} {Lost}");

    private const string Lost =
        "was lost: the server was restarted or has closed it, and its views and settings are gone; a statement that ran may have written or not. Open a new session and begin again.";

    private static string What(
        RpcException error, string code, string? errorClass, string? sqlState, string text, SparkConnection connection)
    {
        var name = errorClass is null ? "" : $" {errorClass}{(sqlState is null ? "" : $" ({sqlState})")}";
        return code switch
        {
            // Errors of grammar and names quote the statement only.
            ErrorCodes.QueryInvalid => $"Spark says: {text.Trim()}",
            ErrorCodes.DataInvalid => $"a value stopped Spark:{name}.",
            ErrorCodes.OutOfMemory => $"a task of Spark ran out of memory{(name.Length > 0 ? $":{name}" : "")}.",
            ErrorCodes.SparkUnreachable => $"Spark at {connection} cannot be reached: {Outline(error)}.",
            ErrorCodes.SparkDenied => $"{connection} refuses the call: {Outline(error)}.",
            ErrorCodes.SparkProtocolBroken => $"{connection} does not answer as Spark Connect does: {Outline(error)}.",
            ErrorCodes.SparkSessionLost => $"the session at {connection}",
            _ => $"Spark failed:{(name.Length > 0 ? name : $" {error.StatusCode}")}.",
        };
    }

    /// <summary>The status, with its text where that is ours: the other side's may quote anything.</summary>
    private static string Outline(RpcException error) =>
        error.Trailers.Any() ? $"{error.StatusCode}" : $"{error.StatusCode}, {error.Status.Detail}";

    private static (string Code, string Next, bool IsTransient) Classify(
        RpcException error, string? errorClass, string? sqlState, string text) =>
        error.StatusCode switch
        {
            StatusCode.Unavailable or StatusCode.DeadlineExceeded =>
                (ErrorCodes.SparkUnreachable, "Check that the server runs and the address is right, then try again.", true),
            StatusCode.Unauthenticated or StatusCode.PermissionDenied =>
                (ErrorCodes.SparkDenied, "Check the token, the headers and the certificate.", false),
            _ when errorClass is not null => ByClass(errorClass, sqlState ?? ""),
            _ when LostForMemory().IsMatch(text) => NoMemory,
            StatusCode.Unimplemented or StatusCode.Unknown =>
                (ErrorCodes.SparkProtocolBroken, "Check that the address is a Spark Connect server of Spark 3.5 or later.", false),
            StatusCode.ResourceExhausted =>
                (ErrorCodes.SparkProtocolBroken, "Raise grpc_max_message_size, or lower spark.connect.grpc.arrow.maxBatchSize.", false),
            _ when !error.Trailers.Any() =>
                (ErrorCodes.SparkProtocolBroken, "Check that the address is a Spark Connect server, and no proxy changes its answers.", false),
            _ => ByClass("", sqlState ?? ""),
        };

    private static (string Code, string Next, bool IsTransient) NoMemory =>
        (ErrorCodes.OutOfMemory, "Give the executors more memory (spark.executor.memory), or raise spark.sql.shuffle.partitions.", false);

    // How jobs end whose executors did: 52 is Spark's own exit code for it, 137 that of a process which the system killed.
    [GeneratedRegex(@"java\.lang\.OutOfMemoryError|ExecutorLostFailure.*(exited with code 52\b|exit(ed with)? code:? 137\b|OOMKilled|memory limits)")]
    private static partial Regex LostForMemory();

    private static (string Code, string Next, bool IsTransient) ByClass(string errorClass, string sqlState) => errorClass switch
    {
        "INVALID_HANDLE.SESSION_CHANGED" or "INVALID_HANDLE.SESSION_CLOSED" or SessionNotFound =>
            (ErrorCodes.SparkSessionLost, Lost, false),
        Canceled => (ErrorCodes.SparkInterrupted, "It was interrupted on the server; run it again.", false),
        "DELTA_CONCURRENT_TRANSACTION" or "DELTA_METADATA_CHANGED" or "DELTA_PROTOCOL_CHANGED" =>
            (ErrorCodes.TransactionConflict, "Run the statement again.", true),
        _ when errorClass.StartsWith("DELTA_CONCURRENT_", StringComparison.Ordinal) =>
            (ErrorCodes.TransactionConflict, "Run the statement again.", true),
        _ when errorClass.StartsWith("UNABLE_TO_ACQUIRE_MEMORY", StringComparison.Ordinal) || sqlState.StartsWith("53", StringComparison.Ordinal) =>
            NoMemory,
        _ when sqlState.StartsWith("22", StringComparison.Ordinal) || sqlState.StartsWith("23", StringComparison.Ordinal)
            || sqlState.StartsWith("P0", StringComparison.Ordinal) =>
            (ErrorCodes.DataInvalid, "Correct the data or the expression that reads it.", false),
        _ when sqlState.StartsWith("42", StringComparison.Ordinal) => (ErrorCodes.QueryInvalid, "Correct the SQL.", false),
        _ => (ErrorCodes.SparkFailed, "Look into the log of the server.", false),
    };

    private static FetchErrorDetailsResponse.Types.Error? Root(FetchErrorDetailsResponse? details) =>
        details is { HasRootErrorIdx: true } && details.RootErrorIdx >= 0 && details.RootErrorIdx < details.Errors.Count
            ? details.Errors[details.RootErrorIdx]
            : null;

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
