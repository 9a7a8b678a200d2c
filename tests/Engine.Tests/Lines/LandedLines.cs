using System.Text;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Tests.DuckDb;

namespace Lakehouse.Engine.Tests.Lines;

/// <summary>Reads files with the real table function in a real database.</summary>
internal sealed class LandedLines
{
    private LandedLines(
        IReadOnlyDictionary<string, List<byte[]>> lines, IReadOnlyList<LandingFileResult> results, EngineException? error)
    {
        Lines = lines;
        Results = results;
        Error = error;
    }

    /// <summary>Payloads by path, in the order of their positions, which were 0, 1, 2 and so on.</summary>
    internal IReadOnlyDictionary<string, List<byte[]>> Lines { get; }

    internal IReadOnlyList<LandingFileResult> Results { get; }

    internal EngineException? Error { get; }

    internal static LandingFile Listed(string path, string location, bool gzip = false)
    {
        var info = new FileInfo(location);
        return new LandingFile(path, location, info.Length, info.LastWriteTimeUtc, gzip);
    }

    internal static LandedLines Read(int threads, params IReadOnlyList<LandingFile> files)
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = threads, PreserveInsertionOrder = false });
        var function = LandingLinesFunction.Register(database.Connection, threads);
        var (id, results) = function.Prepare(files);
        var found = new Dictionary<string, List<(long Position, byte[] Payload)>>();
        try
        {
            using var command = database.Command($"select * from landing_lines({id})");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (reader.IsDBNull(2) == reader.IsDBNull(3))
                {
                    throw new InvalidDataException("A line has one payload, as text or as bytes.");
                }
                var path = reader.GetString(0);
                found.TryAdd(path, []);
                found[path].Add((reader.GetInt64(1), reader.IsDBNull(2)
                    ? [0xFF, .. "bytes:"u8, .. reader.GetBytes(3)]
                    : reader.GetBytes(2).ToArray()));
            }
        }
        catch (EngineException error)
        {
            return new LandedLines(new Dictionary<string, List<byte[]>>(), results(), error);
        }
        foreach (var lines in found.Values)
        {
            lines.Sort((a, b) => a.Position.CompareTo(b.Position));
            if (!lines.Select(line => line.Position).SequenceEqual(Enumerable.Range(0, lines.Count).Select(i => (long)i)))
            {
                throw new InvalidDataException("Positions are not 0, 1, 2 and so on.");
            }
        }
        return new LandedLines(found.ToDictionary(f => f.Key, f => f.Value.Select(line => line.Payload).ToList()), results(), null);
    }

    /// <summary>The lines of one file as texts; those that are not UTF-8 begin with U+FFFD and <c>bytes:</c>.</summary>
    internal string[] Texts(string path) =>
        Lines.TryGetValue(path, out var lines) ? [.. lines.Select(Encoding.UTF8.GetString)] : [];
}
