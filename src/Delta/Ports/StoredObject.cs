namespace Lakehouse.Delta.Ports;

/// <summary>One object of a storage, as a listing gives it.</summary>
/// <param name="Path">Path below the storage root, parts separated by <c>/</c>, not encoded.</param>
/// <param name="SizeBytes">Length in bytes.</param>
/// <param name="LastModified">When the content was last written, as the storage says.</param>
public sealed record StoredObject(string Path, long SizeBytes, DateTimeOffset LastModified);
