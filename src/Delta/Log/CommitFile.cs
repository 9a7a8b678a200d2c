using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>The content of a commit file: one action a line.</summary>
internal static class CommitFile
{
    // So long a commit may add so many files that an object for each is too much.
    private const int ManyBytes = 1 << 18;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static ReadOnlyMemory<byte> Write(IEnumerable<DeltaAction> actions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, ActionWriter.Options);
        foreach (var action in actions)
        {
            ActionWriter.Write(json, action);
            json.Flush();
            json.Reset();
            buffer.Write(NewLine);
        }
        return buffer.WrittenMemory;
    }

    /// <exception cref="DeltaException">DEL0201: the file is not what a commit must be.</exception>
    public static TableCommit Read(string table, long version, string path, ReadOnlySpan<byte> content)
    {
        try
        {
            if (content.Length < ManyBytes) return TableCommit.Of(version, ReadActions(content));
            var files = new FileTableBuilder();
            return TableCommit.Of(version, ReadActions(content, files)) with { Adds = files.ToList() };
        }
        catch (InvalidDataException error)
        {
            throw new DeltaException(
                ErrorCodes.MalformedCommit,
                $"commit {version} of {table} cannot be read: {error.Message}. Restore the file from a copy of the table.",
                error.InnerException)
            { Table = table, Version = version, File = path };
        }
    }

    /// <summary>The actions that are known, one a line.</summary>
    /// <param name="content">The lines.</param>
    /// <param name="files">Takes the added files; without it they are among the actions.</param>
    /// <exception cref="InvalidDataException">A line is no action, or there is none.</exception>
    public static List<DeltaAction> ReadActions(ReadOnlySpan<byte> content, FileTableBuilder? files = null)
    {
        var actions = new List<DeltaAction>();
        var reader = new ActionReader();
        var adds = files is not null && Utf8.IsValid(content) ? new AddLineReader(files) : null;
        var lines = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range].Trim(" \t\r"u8);
            if (line.IsEmpty) continue;
            lines++;
            try
            {
                if (adds?.TryRead(line) == true) continue;
                var action = reader.Read(line);
                if (action is AddFile add && files is not null) files.Add(add);
                else if (action is not null) actions.Add(action);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or DeltaException)
            {
                throw new InvalidDataException($"line {lines} is no action", error);
            }
        }
        return lines > 0 ? actions : throw new InvalidDataException("it is empty");
    }
}
