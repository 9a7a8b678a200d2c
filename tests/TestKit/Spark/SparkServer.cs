using System.Diagnostics;

namespace Lakehouse.TestKit.Spark;

/// <summary>
/// A Spark Connect server of the test bed, with Delta, at a free port of this machine. It ends with the process that started
/// it, however that ends.
/// </summary>
public sealed class SparkServer : IDisposable
{
    // Its standard input closes when the parent is gone.
    private const string Keeper = "cat >/dev/null; \"$1\" stop --dir \"$2\" >/dev/null 2>&1; rm -rf \"$2\"";

    // To plan and compile small statements well would take longer than to run them as they are.
    private static readonly string[] Small =
    [
        "spark.sql.codegen.wholeStage=false", "spark.sql.codegen.factoryMode=NO_CODEGEN", "spark.sql.adaptive.enabled=false",
        "spark.sql.shuffle.partitions=1", "spark.databricks.delta.snapshotPartitions=1",
        "spark.sql.sources.parallelPartitionDiscovery.parallelism=2",
    ];

    private readonly string _folder;
    private readonly Process _keeper;

    private SparkServer(string folder, string address, Process keeper)
    {
        _folder = folder;
        Address = address;
        _keeper = keeper;
    }

    /// <summary>Its address: <c>sc://127.0.0.1:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>The port it listens at.</summary>
    public int Port => new Uri(Address).Port;

    /// <summary>What it has logged so far.</summary>
    public string Log => string.Concat(Directory.GetFiles(_folder, "*.log").Select(ReadShared));

    /// <summary>Starts a server and waits until it listens; skips the test where there is no test bed.</summary>
    /// <param name="port">Its port, 0 for a free one.</param>
    /// <param name="settings">Settings of Spark: <c>key=value</c>.</param>
    public static SparkServer Start(int port = 0, params string[] settings) => StartWith("1g", port, settings);

    /// <summary>The same with another size of the heap than 1 GiB.</summary>
    public static SparkServer StartWith(string memory, int port = 0, params string[] settings) =>
        Start(Directory.CreateTempSubdirectory("spark-connect-").FullName, [], memory, port, settings);

    /// <summary>A server whose tasks run in one executor, a process of its own that Spark starts again when it dies.</summary>
    /// <param name="executorMegabytes">The executor's heap.</param>
    /// <param name="settings">Settings of Spark: <c>key=value</c>.</param>
    public static SparkServer StartWithExecutor(int executorMegabytes, params string[] settings)
    {
        using var unpack = Process.Start(new ProcessStartInfo(SharedFolder.Require("testbed", "unpack")) { RedirectStandardOutput = true })!;
        var jars = Path.Combine(unpack.StandardOutput.ReadToEnd().Trim(), "lib");
        var folder = Directory.CreateTempSubdirectory("spark-connect-").FullName;
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        Directory.CreateDirectory(Path.Combine(home, "jars"));
        // The master of such servers wants a folder of web pages, and jars of the test bed have no entries for folders.
        Directory.CreateDirectory(Path.Combine(home, "pages", "org", "apache", "spark", "ui", "static"));
        string[] ours =
        [
            $"spark.master=local-cluster[1,1,{executorMegabytes}]", $"spark.executor.memory={executorMegabytes}m",
            $"spark.executor.extraClassPath={jars}/spark/*:{jars}/shared/*",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m",
        ];
        var environment = new Dictionary<string, string>
        {
            ["SPARK_HOME"] = home,
            ["SPARK_SCALA_VERSION"] = "2.13",
            ["TESTBED_JAVA_OPTIONS"] = $"-Xbootclasspath/a:{home}/pages",
        };
        return Start(folder, environment, "1g", 0, [.. ours, .. settings]);
    }

    private static SparkServer Start(
        string folder, Dictionary<string, string> environment, string memory, int port, IEnumerable<string> settings)
    {
        var command = SharedFolder.Require("testbed", "spark-connect");
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", Keeper, "keeper", command, folder])
        {
            RedirectStandardInput = true,
        })!;
        string[] arguments =
        [
            "start", "--port", $"{port}", "--dir", folder, "--memory", memory,
            .. Small.Concat(settings).SelectMany(setting => new[] { "--conf", setting }),
        ];
        var info = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }
        using var start = Process.Start(info)!;
        var address = start.StandardOutput.ReadLine();
        start.WaitForExit();
        if (start.ExitCode != 0 || address is null)
        {
            keeper.StandardInput.Close();
            throw new InvalidOperationException("The Spark server did not start.");
        }

        return new(folder, address.Trim(), keeper);
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_folder, "spark-connect.pid")).Trim()));
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
