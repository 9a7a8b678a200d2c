using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Delta.Actions;

/// <summary>Where the positions of a file's deleted rows are kept (protocol, "Deletion Vectors").</summary>
/// <param name="StorageType"><c>u</c>: a file named by its UUID; <c>i</c>: inline; <c>p</c>: an absolute path.</param>
/// <param name="PathOrInlineDv">The place, in the form that <paramref name="StorageType"/> asks for.</param>
/// <param name="Offset">Where it begins in its file, in bytes; null when it is the file's first or inline.</param>
/// <param name="SizeBytes">Length of the serialised vector in bytes.</param>
/// <param name="Cardinality">Number of deleted rows.</param>
public sealed record DeletionVectorDescriptor(
    string StorageType, string PathOrInlineDv, long? Offset, long SizeBytes, long Cardinality)
{
    /// <summary>The id that, with the path, tells two versions of one file apart.</summary>
    public string UniqueId =>
        Offset is { } offset ? $"{StorageType}{PathOrInlineDv}@{offset}" : StorageType + PathOrInlineDv;

    /// <summary>A descriptor that holds a small vector itself.</summary>
    public static DeletionVectorDescriptor Inline(DeletionVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var bytes = DeletionVectorBytes.Write(vector);
        var padded = new byte[(bytes.Length + 3) / 4 * 4];
        bytes.CopyTo(padded, 0);
        return new DeletionVectorDescriptor("i", Z85.Encode(padded), null, bytes.Length, vector.Cardinality);
    }

    internal static string FileKey(string path, DeletionVectorDescriptor? deletionVector) =>
        deletionVector is null ? PathEncoding.LocalPath(path) : $"{PathEncoding.LocalPath(path)}\n{deletionVector.UniqueId}";
}
