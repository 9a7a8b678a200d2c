using System.Buffers;
using System.Buffers.Binary;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Reads and writes the deletion vectors of one table (protocol, "Deletion Vector Descriptor Schema").</summary>
internal sealed class DeletionVectorFiles(DeltaEnvironment environment, string table)
{
    private const byte FormatVersion = 1;
    private const int EncodedIdLength = 20;
    private const int Overhead = 2 * sizeof(int);
    private const string Restore = "Restore the file from a copy of the table, or read a version before it.";
    private const string OneRoot = "Have the table and what it was cloned from in one folder.";

    /// <summary>The vectors that some descriptors name; each file is read once.</summary>
    /// <exception cref="DeltaException">DEL0210: one is not there or is no deletion vector.</exception>
    public async Task<IReadOnlyDictionary<DeletionVectorDescriptor, DeletionVector>> ReadAsync(
        IEnumerable<DeletionVectorDescriptor> descriptors, CancellationToken cancellationToken)
    {
        var vectors = new Dictionary<DeletionVectorDescriptor, DeletionVector>();
        foreach (var file in descriptors.Distinct().GroupBy(PathOf))
        {
            var content = file.Key is null ? null : await environment.Storage
                .ReadAsync(file.Key, cancellationToken)
                .ConfigureAwait(false) ?? throw Broken(file.Key, "the file is missing");
            foreach (var descriptor in file) vectors.Add(descriptor, Read(descriptor, file.Key, content));
        }
        return vectors;
    }

    /// <summary>Writes vectors into one new file.</summary>
    /// <returns>A descriptor for each, in their order.</returns>
    public async Task<IReadOnlyList<DeletionVectorDescriptor>> WriteAsync(
        IReadOnlyList<DeletionVector> vectors, CancellationToken cancellationToken)
    {
        if (vectors.Count == 0) return [];
        var id = environment.NewId();
        var name = Z85.Encode(id.ToByteArray(bigEndian: true));
        var content = new ArrayBufferWriter<byte>();
        content.Write([FormatVersion]);
        var descriptors = new List<DeletionVectorDescriptor>();
        foreach (var vector in vectors)
        {
            var bytes = DeletionVectorBytes.Write(vector);
            descriptors.Add(new DeletionVectorDescriptor("u", name, content.WrittenCount, bytes.Length, vector.Cardinality));
            BinaryPrimitives.WriteInt32BigEndian(content.GetSpan(sizeof(int)), bytes.Length);
            content.Advance(sizeof(int));
            content.Write(bytes);
            BinaryPrimitives.WriteUInt32BigEndian(content.GetSpan(sizeof(uint)), Crc32.Of(bytes));
            content.Advance(sizeof(uint));
        }
        await environment.Storage
            .PutAsync(LogPath.InTable(table, FileName(id)), content.WrittenMemory, cancellationToken)
            .ConfigureAwait(false);
        return descriptors;
    }

    /// <summary>The path of a vector's file below the storage root; null when it is inline.</summary>
    /// <exception cref="DeltaException">DEL0210: the descriptor names no place.</exception>
    public string? PathOf(DeletionVectorDescriptor descriptor) => descriptor.StorageType switch
    {
        "i" => null,
        "u" => RelativePath(descriptor.PathOrInlineDv),
        "p" => AbsolutePath(PathEncoding.LocalPath(PathEncoding.Decode(descriptor.PathOrInlineDv))),
        _ => throw Broken(descriptor.PathOrInlineDv, $"it is stored in the unknown way '{descriptor.StorageType}'"),
    };

    private string RelativePath(string text)
    {
        if (text.Length < EncodedIdLength) throw Broken(text, "its name is too short");
        var prefix = text[..^EncodedIdLength];
        if (prefix.Split('/', '\\').Contains("..")) throw Broken(text, "its file lies outside of the table");
        try
        {
            var name = FileName(new Guid(Z85.Decode(text.AsSpan(prefix.Length)), bigEndian: true));
            return LogPath.InTable(table, prefix.Length == 0 ? name : $"{prefix}/{name}");
        }
        catch (FormatException error)
        {
            throw Broken(text, "its name is no encoded id", error);
        }
    }

    private string AbsolutePath(string path)
    {
        var root = environment.Storage.Locate("").TrimEnd('/') + '/';
        return path.StartsWith(root, StringComparison.Ordinal) && !path.Split('/').Contains("..")
            ? path[root.Length..]
            : throw Broken(path, "its file lies outside of the storage root", next: OneRoot);
    }

    private DeletionVector Read(DeletionVectorDescriptor descriptor, string? path, byte[]? content)
    {
        var name = path ?? "an inline deletion vector";
        try
        {
            var bytes = content is null ? Inline(descriptor) : Stored(descriptor, content);
            var vector = DeletionVectorBytes.Read(bytes);
            return vector.Cardinality == descriptor.Cardinality
                ? vector
                : throw Broken(name, $"it has {vector.Cardinality} rows instead of {descriptor.Cardinality}");
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            throw Broken(name, error.Message, error);
        }
    }

    // Writers fill the bytes up to a multiple of four before they encode them.
    private static ReadOnlySpan<byte> Inline(DeletionVectorDescriptor descriptor)
    {
        var bytes = Z85.Decode(descriptor.PathOrInlineDv);
        return descriptor.SizeBytes >= 0 && descriptor.SizeBytes <= bytes.Length
            ? bytes.AsSpan(0, (int)descriptor.SizeBytes)
            : throw new InvalidDataException($"it has {bytes.Length} bytes instead of {descriptor.SizeBytes}");
    }

    private static ReadOnlySpan<byte> Stored(DeletionVectorDescriptor descriptor, ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty || file[0] != FormatVersion) throw new InvalidDataException("its file has an unknown version");
        var offset = descriptor.Offset ?? 1;
        var size = descriptor.SizeBytes;
        if (offset < 1 || size < 0 || size > file.Length - Overhead || offset > file.Length - Overhead - size)
            throw new InvalidDataException($"its file ends before byte {offset} and {size} more");
        var stated = BinaryPrimitives.ReadInt32BigEndian(file[(int)offset..]);
        if (stated != size) throw new InvalidDataException($"its file states {stated} bytes instead of {size}");
        var bytes = file.Slice((int)offset + sizeof(int), (int)size);
        return BinaryPrimitives.ReadUInt32BigEndian(file[((int)offset + sizeof(int) + (int)size)..]) == Crc32.Of(bytes)
            ? bytes
            : throw new InvalidDataException("its check sum is wrong");
    }

    private static string FileName(Guid id) => $"deletion_vector_{id:D}.bin";

    private DeltaException Broken(string name, string what, Exception? inner = null, string next = Restore) => new(
        ErrorCodes.InvalidDeletionVector, $"the deletion vector {name} of {table} cannot be read: {what}. {next}", inner)
    { Table = table, File = name };
}
