using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Submission;

/// <summary>A Spark Connect server that lives as long as this process wants it, and not longer than this process lives.</summary>
internal sealed partial class ConnectServer : IAsyncDisposable
{
    // A shell keeps the server: it ends it when this process closes the shell's input, on purpose or because it was killed,
    // and ends itself when the server does. Ctrl-C reaches neither, so that this process can first take back what it asked for.
    private const string Keeper = """
        trap '' INT
        log=$1
        shift
        exec 3<&0
        if command -v setsid >/dev/null; then setsid "$@" >"$log" 2>&1 3<&- </dev/null & else "$@" >"$log" 2>&1 3<&- </dev/null & fi
        server=$!
        end() { kill "-$1" "-$server" 2>/dev/null || kill "-$1" "$server" 2>/dev/null; }
        (
          cat <&3 >/dev/null
          end TERM
          n=0
          while kill -0 "$server" 2>/dev/null && [ $n -lt 200 ]; do sleep 0.1; n=$((n + 1)); done
          end KILL
        ) &
        wait "$server"
        code=$?
        kill $! 2>/dev/null
        exit $code
        """;

    private readonly Process _keeper;
    private readonly string _folder;
    private readonly bool _ownsLog;

    private ConnectServer(Process keeper, string folder, string logFile, bool ownsLog)
    {
        _keeper = keeper;
        _folder = folder;
        LogFile = logFile;
        _ownsLog = ownsLog;
    }

    /// <summary>The connection string of the server.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the server printed.</summary>
    public string LogFile { get; }

    /// <summary>Whether the log is kept when the server has ended.</summary>
    public bool KeepsLog { get; set; } = true;

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <exception cref="UsageException">The options do not tell what to start.</exception>
    /// <exception cref="MedallionException">MED1201: it ended, or does not listen.</exception>
    public static async Task<ConnectServer> StartAsync(ConnectServerOptions options, CancellationToken cancellationToken)
    {
        var command = ConnectServerCommand.Of(options);
        if (OperatingSystem.IsWindows())
        {
            throw new UsageException("submit starts its server with a POSIX shell. Start one by hand, and use 'medallion run --engine spark --remote'.");
        }
        var folder = Directory.CreateTempSubdirectory("medallion-spark-").FullName;
        var logFile = options.LogFile is { } given ? Path.GetFullPath(given) : $"{folder}.log";
        var start = new ProcessStartInfo("sh", ["-c", Keeper, "keeper", logFile, .. command])
        {
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        var server = new ConnectServer(Process.Start(start)!, folder, logFile, options.LogFile is null);
        try
        {
            server.Address = await server.ListenAsync(options, cancellationToken);
            return server;
        }
        catch (Exception e)
        {
            server.KeepsLog = e is not OperationCanceledException;
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync(CancellationToken.None);
        _keeper.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (_ownsLog && !KeepsLog)
        {
            File.Delete(LogFile);
        }
    }

    private async Task<string> ListenAsync(ConnectServerOptions options, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Patience);
        var host = options.Bind is "0.0.0.0" or "::" ? "127.0.0.1" : options.Bind;
        try
        {
            while (true)
            {
                if (_keeper.HasExited)
                {
                    var reason = Failures().Matches(await ReadLogAsync(patience.Token)).LastOrDefault()?.Groups["reason"].Value.TrimEnd();
                    throw Failed($"ended with exit code {_keeper.ExitCode} before it listened{(reason is null ? "" : $": {reason}")}");
                }
                if (PortOf(await ReadLogAsync(patience.Token)) is { } port)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"sc://{(host.Contains(':') ? $"[{host}]" : host)}:{port}");
                }
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not say within {options.Patience.TotalSeconds:0} s that it listens");
        }
    }

    private async Task<string> ReadLogAsync(CancellationToken cancellationToken) =>
        File.Exists(LogFile) ? await File.ReadAllTextAsync(LogFile, cancellationToken) : "";

    private static int? PortOf(string log) => Listens().Match(log) is { Success: true } match
        ? int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture)
        : null;

    private MedallionException Failed(string how) => new(
        ErrorCodes.SparkNotStarted, $"the Spark server {how}. What it printed is in {LogFile}.");

    // Logged at level INFO, which Spark's own settings of the log show.
    [GeneratedRegex(@"Spark Connect server started at: \S*:(?<port>\d+)\s")]
    private static partial Regex Listens();

    [GeneratedRegex(@"^(?:Exception in thread ""main"" |Caused by: )?[\w.]*?(?<reason>\w+(?:Exception|Error): [^!;\r\n]{1,300})", RegexOptions.Multiline)]
    private static partial Regex Failures();
}
