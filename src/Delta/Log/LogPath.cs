namespace Lakehouse.Delta.Log;

/// <summary>Paths of the files of a table and its log, below the storage root.</summary>
internal static class LogPath
{
    public static string Directory(string table) => InTable(table, "_delta_log");

    public static string Commit(string table, long version) => InLog(table, $"{version:D20}.json");

    public static string Compaction(string table, long first, long last) =>
        InLog(table, $"{first:D20}.{last:D20}.compacted.json");

    public static string Checkpoint(string table, long version) => InLog(table, $"{version:D20}.checkpoint.parquet");

    public static string Sidecar(string table, string name) => InLog(table, $"_sidecars/{name}");

    /// <summary>A checkpoint of the second form, whose id makes its name its own (protocol, "UUID-named checkpoint").</summary>
    public static string UniqueCheckpoint(string table, long version, Guid id) =>
        InLog(table, $"{version:D20}.checkpoint.{id}.parquet");

    public static string Checksum(string table, long version) => InLog(table, $"{version:D20}.crc");

    /// <summary>Hidden, so that readers and cleaners pass over it.</summary>
    public static string TemporaryCheckpoint(string table, long version, Guid id) =>
        InLog(table, $".{version:D20}.checkpoint.{id:N}.parquet.tmp");

    public static string LastCheckpoint(string table) => InLog(table, "_last_checkpoint");

    public static string InTable(string table, string path) => table.Length == 0 ? path : $"{table}/{path}";

    /// <summary>Whether a path below the table's root leaves it again.</summary>
    public static bool LeadsOut(string path) => path.Split('/', '\\').Contains("..");

    /// <summary>Where the files of a version begin in an ordered listing.</summary>
    public static string FirstName(long version) => version.ToString("D20");

    private static string InLog(string table, string name) => InTable(table, $"_delta_log/{name}");
}
