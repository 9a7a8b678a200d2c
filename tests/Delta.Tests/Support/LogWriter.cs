using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>Writes files straight into a table's log, as other programs would.</summary>
internal static class LogWriter
{
    public static Task PutLogAsync(this IStorage storage, string name, string content) =>
        storage.PutAsync($"{TestTable.Path}/_delta_log/{name}", Encoding.UTF8.GetBytes(content), default);

    public static Task DeleteLogAsync(this IStorage storage, string name) =>
        storage.DeleteAsync($"{TestTable.Path}/_delta_log/{name}", default);

    public static Task PutCommitAsync(this IStorage storage, long version, params DeltaAction[] actions) =>
        storage.PutAsync(LogPath.Commit(TestTable.Path, version), CommitFile.Write(actions), default);

    /// <summary>The actions that every table begins with.</summary>
    public static DeltaAction[] First(params DeltaAction[] more) =>
    [
        new Protocol(1, 2),
        new Metadata { Id = "m", Schema = TestTable.Schema, PartitionColumns = ["day"], CreatedTime = 1 },
        .. more,
    ];
}
