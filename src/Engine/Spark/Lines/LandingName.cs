using Lakehouse.Engine.Lines;

namespace Lakehouse.Engine.Spark.Lines;

/// <summary>What Spark makes of a file's name.</summary>
internal static class LandingName
{
    private const string Gzip = ".gz";

    private static readonly string[] Codecs =
        [Gzip, ".bz2", ".deflate", ".lz4", ".snappy", ".zst", ".passthrough"];

    /// <summary>Refuses a file that Spark would read otherwise than its source says.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.LandingName"/>.</exception>
    public static void Check(LandingFile file)
    {
        var codec = Array.Find(Codecs, end => file.Location.EndsWith(end, StringComparison.Ordinal));
        if (codec != (file.Gzip ? Gzip : null))
        {
            throw new EngineException(
                ErrorCodes.LandingName,
                $"Spark takes the landing file {file.Path} for {(codec is null ? "plain" : $"packed as {codec}")} by its name, and its "
                + $"source reads it as {(file.Gzip ? "gzip" : "plain")}. Deliver it under a name that fits, or land it with DuckDB.");
        }
    }
}
