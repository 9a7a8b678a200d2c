using System.Buffers.Binary;

namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>
/// Reads a stream of Arrow's IPC format: a schema, then batches of rows. The names are those of Apache.Arrow, which does the
/// same and more.
/// </summary>
/// <param name="bytes">The whole stream.</param>
internal sealed class ArrowStreamReader(ReadOnlyMemory<byte> bytes)
{
    private const uint Continuation = 0xFFFFFFFF;
    private const byte SchemaHeader = 1;
    private const byte DictionaryHeader = 2;
    private const byte RecordBatchHeader = 3;

    private int _position;
    private IReadOnlyList<Field>? _schema;

    /// <summary>The columns.</summary>
    /// <exception cref="EngineException">ENG0308: the bytes are broken; ENG0309: they are of a kind not read.</exception>
    public IReadOnlyList<Field> Schema => _schema ??= ReadSchema();

    /// <summary>The next rows; null at the end.</summary>
    /// <exception cref="EngineException">ENG0308: the bytes are broken; ENG0309: they are of a kind not read.</exception>
    public RecordBatch? ReadNextRecordBatch()
    {
        var schema = Schema;
        return ReadMessage() switch
        {
            null => null,
            (RecordBatchHeader, var header, var body) => RecordBatchReader.Read(schema, header, body),
            (DictionaryHeader, _, _) => throw ArrowErrors.Unsupported("a dictionary"),
            _ => throw ArrowErrors.Broken("a message is of another kind than rows"),
        };
    }

    private IReadOnlyList<Field> ReadSchema() => ReadMessage() is (SchemaHeader, var header, _)
        ? SchemaReader.Read(header)
        : throw ArrowErrors.Broken("it does not begin with a schema");

    /// <summary>Continuation mark, length of the head, head, body; a length of 0 ends the stream.</summary>
    private (byte Kind, FlatTable Header, ReadOnlyMemory<byte> Body)? ReadMessage()
    {
        if (_position == bytes.Length)
        {
            return null;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span) != Continuation)
        {
            throw ArrowErrors.Broken("a message does not begin with its mark");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);
        if (length == 0)
        {
            _position = bytes.Length;
            return null;
        }

        var message = FlatTable.Root(Take(length));
        if (message.Int16(0) is not (3 or 4))
        {
            throw ArrowErrors.Unsupported("another version of the format than 4 and 5");
        }

        var header = message.Table(2) ?? throw ArrowErrors.Broken("a message has no head");
        return (message.Byte(1), header, Take(message.Int64(3)));
    }

    private ReadOnlyMemory<byte> Take(long length)
    {
        if (length < 0 || length > bytes.Length - _position)
        {
            throw ArrowErrors.Broken("it ends inside a message");
        }

        var taken = bytes.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }
}
