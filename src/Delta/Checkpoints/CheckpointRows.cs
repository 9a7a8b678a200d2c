using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Turns the rows of checkpoint files into actions, live files left out.</summary>
internal sealed class CheckpointRows
{
    private readonly StringMapBuilder _partitionValues = new();

    public IEnumerable<DeltaAction> Read(IRowBatch batch) =>
        ReadEach(batch, CheckpointSchema.Protocol, ReadProtocol)
            .Concat(ReadEach(batch, CheckpointSchema.Metadata, ReadMetadata))
            .Concat(ReadEach(batch, CheckpointSchema.Transaction, ReadTransaction))
            .Concat(ReadEach(batch, CheckpointSchema.Domain, ReadDomain))
            .Concat(ReadEach(batch, CheckpointSchema.Remove, ReadRemoves))
            .Concat(ReadEach(batch, CheckpointSchema.Sidecar, ReadSidecar));

    private static IEnumerable<DeltaAction> ReadEach(
        IRowBatch batch, string name, Func<IColumn, Func<int, DeltaAction?>> reader)
    {
        if (batch.Column(name) is not { } column) yield break;
        var read = reader(column);
        for (var row = 0; row < batch.RowCount; row++)
            if (!column.IsNull(row) && read(row) is { } action) yield return action;
    }

    private Func<int, DeltaAction?> ReadRemoves(IColumn remove)
    {
        var path = remove.Field("path");
        var partitionValues = remove.Field("partitionValues");
        var size = remove.Field("size");
        var deletionTimestamp = remove.Field("deletionTimestamp");
        var dataChange = remove.Field("dataChange");
        var deletionVector = remove.Field("deletionVector");
        var baseRowId = remove.Field("baseRowId");
        var rowCommitVersion = remove.Field("defaultRowCommitVersion");
        return row => !path.Has(row) ? null : new RemoveFile
        {
            Path = PathEncoding.Decode(path.RequiredText(row, "remove.path")),
            PartitionValues = partitionValues.Map(row, _partitionValues),
            SizeBytes = size.Number(row),
            DeletionTimestamp = deletionTimestamp.Number(row),
            DataChange = dataChange.Flag(row) ?? false,
            DeletionVector = deletionVector.Vector(row),
            BaseRowId = baseRowId.Number(row),
            DefaultRowCommitVersion = rowCommitVersion.Number(row),
        };
    }

    private static Func<int, DeltaAction?> ReadTransaction(IColumn txn)
    {
        var appId = txn.Field("appId");
        var version = txn.Field("version");
        var lastUpdated = txn.Field("lastUpdated");
        return row => !appId.Has(row) ? null : new SetTransaction(
            appId.RequiredText(row, "txn.appId"), version.RequiredNumber(row, "txn.version"), lastUpdated.Number(row));
    }

    private static Func<int, DeltaAction?> ReadSidecar(IColumn sidecar)
    {
        var path = sidecar.Field("path");
        var size = sidecar.Field("sizeInBytes");
        return row => !path.Has(row) ? null : new Sidecar(
            PathEncoding.Decode(path.RequiredText(row, "sidecar.path")), size.RequiredNumber(row, "sidecar.sizeInBytes"));
    }

    private static Func<int, DeltaAction?> ReadProtocol(IColumn protocol)
    {
        var minReaderVersion = protocol.Field("minReaderVersion");
        return row => !minReaderVersion.Has(row) ? null : new Protocol(
            (int)minReaderVersion.RequiredNumber(row, "protocol.minReaderVersion"),
            (int)protocol.Field("minWriterVersion").RequiredNumber(row, "protocol.minWriterVersion"))
        {
            ReaderFeatures = protocol.Field("readerFeatures").Texts(row),
            WriterFeatures = protocol.Field("writerFeatures").Texts(row),
        };
    }

    private static Func<int, DeltaAction?> ReadMetadata(IColumn metadata)
    {
        var id = metadata.Field("id");
        return row => !id.Has(row) ? null : MetadataReader.Create(
            id.Text(row),
            metadata.Field("name").Text(row),
            metadata.Field("description").Text(row),
            metadata.Field("schemaString").Text(row),
            metadata.Field("partitionColumns").Texts(row),
            metadata.Field("configuration").Map(row, new StringMapBuilder()) ?? StringMap.Empty,
            metadata.Field("createdTime").Number(row));
    }

    private static Func<int, DeltaAction?> ReadDomain(IColumn domainMetadata)
    {
        var domain = domainMetadata.Field("domain");
        var configuration = domainMetadata.Field("configuration");
        var removed = domainMetadata.Field("removed");
        return row => !domain.Has(row) ? null : new DomainMetadata(
            domain.RequiredText(row, "domainMetadata.domain"),
            configuration.Text(row) ?? "",
            removed.Flag(row) ?? false);
    }
}
