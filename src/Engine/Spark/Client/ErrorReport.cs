using System.Text.Json;
using Google.Protobuf;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>What Spark says of an error in the trailers of a call.</summary>
internal sealed record ErrorReport
{
    private const string Trailer = "grpc-status-details-bin";

    /// <summary>The error class with its sub-class; null when there is none.</summary>
    public string? ErrorClass { get; private init; }

    public string? SqlState { get; private init; }

    /// <summary>Under which the details can be fetched, once.</summary>
    public string? ErrorId { get; private init; }

    public IReadOnlyDictionary<string, string> MessageParameters { get; private init; } = new Dictionary<string, string>();

    /// <summary>How long the server asks to wait before the call is sent again.</summary>
    public TimeSpan? RetryDelay { get; private init; }

    public static ErrorReport From(RpcException error)
    {
        var report = new ErrorReport { ErrorClass = InBrackets(error.Status.Detail) };
        if (error.Trailers.GetValueBytes(Trailer) is not { } bytes)
        {
            return report;
        }

        try
        {
            foreach (var detail in Protocol.Status.Parser.ParseFrom(bytes).Details)
            {
                if (detail.TryUnpack<ErrorInfo>(out var info))
                {
                    report = report with
                    {
                        ErrorClass = info.Metadata.GetValueOrDefault("errorClass") ?? report.ErrorClass,
                        SqlState = info.Metadata.GetValueOrDefault("sqlState"),
                        ErrorId = info.Metadata.GetValueOrDefault("errorId"),
                        MessageParameters = Parameters(info.Metadata.GetValueOrDefault("messageParameters")),
                    };
                }
                else if (detail.TryUnpack<RetryInfo>(out var retry))
                {
                    report = report with { RetryDelay = retry.RetryDelay?.ToTimeSpan() };
                }
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Details are an extra: the status itself says that the call failed, and how.
            return report;
        }

        return report;
    }

    /// <summary>Messages begin with the class: <c>[CLASS.SUB_CLASS] text</c>.</summary>
    private static string? InBrackets(string text)
    {
        var start = text.IndexOf('[', StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(']', start);
        if (end < 0)
        {
            return null;
        }

        var inside = text[(start + 1)..end];
        return inside.Length > 0 && inside.All(c => c is '_' or '.' || char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) ? inside : null;
    }

    private static Dictionary<string, string> Parameters(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
        }
        catch (JsonException)
        {
            // Servers cut long texts; the whole comes with the details.
            return [];
        }
    }
}
