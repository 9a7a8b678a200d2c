using System.Globalization;

namespace Lakehouse.Jobs.Submission;

/// <summary>The command line that starts a Spark Connect server.</summary>
internal static class ConnectServerCommand
{
    private const string Class = "org.apache.spark.sql.connect.service.SparkConnectServer";

    // What spark-submit opens for Spark by itself.
    private static readonly string[] Opened =
    [
        "java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util", "java.util.concurrent",
        "java.util.concurrent.atomic", "jdk.internal.ref", "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar",
    ];

    /// <summary>Program and arguments.</summary>
    /// <exception cref="UsageException">Nothing tells what to start, or what is told does not fit the master.</exception>
    public static IReadOnlyList<string> Of(ConnectServerOptions options) =>
        options.Jars.Count > 0 ? Java(options) : SparkSubmit(options);

    private static List<string> SparkSubmit(ConnectServerOptions options)
    {
        var home = options.SparkHome ?? throw new UsageException(
            "there is no Spark to start. Name one with --spark-home or SPARK_HOME, or for a local master a folder of its jars with --jars.");
        var program = Path.Combine(home, "bin", "spark-submit");
        if (!File.Exists(program))
        {
            throw new UsageException($"there is no {program}. Name Spark's own folder with --spark-home or SPARK_HOME.");
        }
        return
        [
            program, "--master", options.Master, "--deploy-mode", "client", "--class", Class,
            .. Settings(options).SelectMany(setting => new[] { "--conf", $"{setting.Key}={setting.Value}" }), "spark-internal",
        ];
    }

    private static List<string> Java(ConnectServerOptions options)
    {
        if (!options.Master.StartsWith("local", StringComparison.Ordinal))
        {
            throw new UsageException($"--jars starts Spark on this machine only, not on {options.Master}. Name spark-submit with --spark-home.");
        }
        foreach (var folder in options.Jars.Where(folder => !Directory.Exists(folder)))
        {
            throw new UsageException($"there is no folder {folder}. Name folders of jars with --jars.");
        }
        var settings = Settings(options);
        settings["spark.master"] = options.Master;
        settings.TryAdd("spark.driver.host", "127.0.0.1");
        settings.TryAdd("spark.driver.bindAddress", "127.0.0.1");
        return
        [
            options.JavaHome is { } home ? Path.Combine(home, "bin", "java") : "java",
            "-XX:+IgnoreUnrecognizedVMOptions", $"-Xmx{settings.GetValueOrDefault("spark.driver.memory", "2g")}", "-Dfile.encoding=UTF-8",
            .. Opened.Select(package => $"--add-opens=java.base/{package}=ALL-UNNAMED"),
            "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED", "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true", "-Dio.netty.noUnsafe=false",
            .. settings.GetValueOrDefault("spark.driver.extraJavaOptions", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            .. settings.Select(setting => $"-D{setting.Key}={setting.Value}"),
            "-cp", string.Join(Path.PathSeparator, options.Jars.Select(folder => Path.Combine(Path.GetFullPath(folder), "*"))), Class,
        ];
    }

    private static Dictionary<string, string> Settings(ConnectServerOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["spark.app.name"] = "medallion",
            ["spark.ui.enabled"] = "false",
            ["spark.sql.extensions"] = "io.delta.sql.DeltaSparkSessionExtension",
            ["spark.sql.catalog.spark_catalog"] = "org.apache.spark.sql.delta.catalog.DeltaCatalog",
            ["spark.sql.session.timeZone"] = "UTC",
            ["spark.connect.grpc.binding.address"] = options.Bind,
            ["spark.connect.grpc.binding.port"] = options.Port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var setting in options.Settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"--conf '{setting}' is not of the form key=value.");
            }
            settings[setting[..equals]] = setting[(equals + 1)..];
        }
        return settings;
    }
}
