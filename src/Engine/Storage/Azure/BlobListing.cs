using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Engine.Storage.Azure;

/// <summary>One page of a listing.</summary>
/// <param name="Blobs">Full names, sizes and times.</param>
/// <param name="Marker">Where the next page begins; null after the last.</param>
internal sealed record BlobListing(IReadOnlyList<StoredObject> Blobs, string? Marker)
{
    /// <exception cref="EngineException"><see cref="ErrorCodes.StorageRefused"/>: the page is no listing.</exception>
    public static BlobListing Read(Stream page)
    {
        try
        {
            using var reader = XmlReader.Create(page, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XElement.Load(reader);
            var marker = (string?)root.Element("NextMarker");
            return new BlobListing(
                [.. root.Elements("Blobs").Elements("Blob").Where(IsFile).Select(Blob)],
                string.IsNullOrEmpty(marker) ? null : marker);
        }
        catch (Exception error) when (error is XmlException or FormatException or ArgumentNullException)
        {
            throw new EngineException(
                ErrorCodes.StorageRefused,
                "the storage's listing cannot be read. Look whether the address is that of a Blob service.",
                innerException: error);
        }
    }

    // Accounts with a hierarchical namespace list their directories too.
    private static bool IsFile(XElement blob) =>
        (string?)blob.Element("Properties")?.Element("ResourceType") != "directory";

    private static StoredObject Blob(XElement blob)
    {
        var name = (XElement)blob.Element("Name")!;
        var properties = blob.Element("Properties");
        return new StoredObject(
            (string?)name.Attribute("Encoded") == "true" ? Uri.UnescapeDataString(name.Value) : name.Value,
            (long)properties?.Element("Content-Length")!,
            DateTimeOffset.ParseExact(
                (string)properties?.Element("Last-Modified")!, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }
}
