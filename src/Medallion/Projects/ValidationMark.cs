using Lakehouse.Engine;
using Lakehouse.Quality;
using Lakehouse.Quality.Fingerprinting;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Projects;

/// <summary>
/// The mark that a project's SQL was found right: a <c>txn</c> in the table of runs, so that a run need not try all of it
/// again until a file, the engine or this program changes.
/// </summary>
internal static class ValidationMark
{
    /// <summary>App id of the mark.</summary>
    public static string AppId(IReadOnlyList<ProjectFile> files, string? environment, DuckDbEngine engine, IReadOnlyList<string> engines) =>
        "medallion/validated/" + Fingerprints.Combine(
        [
            .. files.SelectMany(file => new[] { file.Path, $"{file.Text.Length}", file.Text }),
            environment ?? "",
            engine.Connection.ServerVersion,
            string.Join(',', engines),
            .. new[] { typeof(ValidationMark), typeof(DuckDbEngine), typeof(Problem) }
                .Select(type => type.Module.ModuleVersionId.ToString()),
        ]);
}
