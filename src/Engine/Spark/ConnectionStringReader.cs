using System.Buffers;
using System.Globalization;
using System.Net;

namespace Lakehouse.Engine.Spark;

/// <summary>Reads connection strings as the official clients do; messages quote no values, which may be secrets.</summary>
internal static class ConnectionStringReader
{
    private const string Scheme = "sc://";

    private static readonly SearchValues<char> HeaderNameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Headers that belong to gRPC and HTTP.</summary>
    private static readonly string[] ReservedHeaders =
        ["content-type", "te", "host", "connection", "transfer-encoding", "content-length", "user-agent", "authorization"];

    public static SparkConnection Read(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw Wrong("it does not begin with 'sc://'");
        }

        var rest = text[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (server, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
        if (path.Length > 0 && path[0] != ';')
        {
            throw Wrong("there is a path behind the host; parameters begin with '/;'");
        }

        var (host, port) = Server(server);
        return Build(host, port, Parameters(path));
    }

    private static (string Host, int Port) Server(string server)
    {
        if (server.Contains(';', StringComparison.Ordinal))
        {
            throw Wrong("there is no '/' between the port and ';'");
        }

        if (server.Contains('@', StringComparison.Ordinal))
        {
            throw Wrong("there is a user before the host; use the parameters user_id and token");
        }

        var isBracketed = server.StartsWith('[');
        var end = isBracketed ? server.IndexOf(']', StringComparison.Ordinal) + 1 : server.IndexOf(':', StringComparison.Ordinal);
        var (host, behind) = end <= 0 && !isBracketed ? (end < 0 ? server : "", "") : (server[..end], server[end..]);
        host = host.Trim('[', ']');
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic)
        {
            throw Wrong("the host is missing or is no name or address");
        }

        return behind.Length == 0 ? (host, SparkConnection.DefaultPort)
            : behind[0] == ':' && int.TryParse(behind.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port is > 0 and <= ushort.MaxValue ? (host, port)
            : throw Wrong("the port is no number from 1 to 65535");
    }

    private static Dictionary<string, string> Parameters(string path)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in path.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Wrong($"parameter {parameters.Count + 1} is not of the form name=value");
            }

            var name = parameter[..equals];
            var value = Uri.UnescapeDataString(parameter[(equals + 1)..]);
            if (value.Length == 0)
            {
                throw Wrong($"parameter '{name}' has no value");
            }

            if (!parameters.TryAdd(name, value))
            {
                throw Wrong($"parameter '{name}' is there twice");
            }
        }

        return parameters;
    }

    private static SparkConnection Build(string host, int port, Dictionary<string, string> parameters)
    {
        var token = Take(parameters, "token");
        var tokenFile = Take(parameters, "token_file");
        if (token is not null && tokenFile is not null)
        {
            throw Wrong("there are both a token and a token_file");
        }
        var hasToken = token is not null || tokenFile is not null;
        var useSsl = Take(parameters, "use_ssl") switch
        {
            null => hasToken,
            "true" => true,
            "false" when !hasToken || IsLoopback(host) => false,
            "false" => throw Wrong("a token would be sent without encryption; leave use_ssl=false out"),
            _ => throw Wrong("parameter 'use_ssl' is neither true nor false"),
        };
        if (token is not null && !IsToken(token))
        {
            throw Wrong("parameter 'token' has characters that a header cannot hold");
        }

        return new SparkConnection(host, port)
        {
            Token = token,
            TokenFile = tokenFile,
            UseSsl = useSsl,
            UserId = Take(parameters, "user_id") ?? "",
            UserAgent = HeaderValue("user_agent", Take(parameters, "user_agent") ?? "medallion"),
            SessionId = Take(parameters, "session_id") is { } id ? Session(id) : null,
            MaxMessageBytes = Take(parameters, "grpc_max_message_size") is { } size ? Size(size) : SparkConnection.DefaultMaxMessageBytes,
            Headers = [.. parameters.Select(pair => new KeyValuePair<string, string>(HeaderName(pair.Key), HeaderValue(pair.Key, pair.Value)))],
        };
    }

    /// <summary>Whether a header can hold a text as a token.</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string? Take(Dictionary<string, string> parameters, string name) =>
        parameters.Remove(name, out var value) ? value : null;

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Guid Session(string id) => Guid.TryParseExact(id, "D", out var guid)
        ? guid
        : throw Wrong("parameter 'session_id' is no UUID");

    private static int Size(string size) =>
        int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw Wrong("parameter 'grpc_max_message_size' is no number of bytes");

    private static string HeaderName(string name)
    {
        var header = name.ToLowerInvariant();
        return header.AsSpan().ContainsAnyExcept(HeaderNameCharacters) ? throw Wrong($"parameter '{name}' cannot be the name of a header")
            : ReservedHeaders.Contains(header) || header.StartsWith("grpc-", StringComparison.Ordinal)
                ? throw Wrong($"parameter '{name}' is a header that the protocol sets itself")
            : header;
    }

    private static string HeaderValue(string name, string value) => value.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? throw Wrong($"parameter '{name}' has characters that a header cannot hold")
        : value;

    private static EngineException Wrong(string what) => new(
        ErrorCodes.ConnectionInvalid, $"the Spark connection string is wrong: {what}. Write sc://host:port/;name=value;name=value.");
}
