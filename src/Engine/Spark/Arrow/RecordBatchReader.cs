using System.Buffers.Binary;

namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Takes the buffers of a batch apart, in the order of its fields. Numbers of slots are those of <c>Message.fbs</c>.</summary>
internal sealed class RecordBatchReader
{
    private const int PairSize = 16;

    private readonly ReadOnlyMemory<byte> _nodes;
    private readonly ReadOnlyMemory<byte> _buffers;
    private readonly ReadOnlyMemory<byte> _body;
    private int _node;
    private int _buffer;

    private RecordBatchReader(FlatTable batch, ReadOnlyMemory<byte> body)
    {
        _nodes = batch.Items(1, PairSize);
        _buffers = batch.Items(2, PairSize);
        _body = body;
    }

    public static RecordBatch Read(IReadOnlyList<Field> schema, FlatTable batch, ReadOnlyMemory<byte> body)
    {
        if (batch.Has(3))
        {
            throw ArrowErrors.Unsupported("compressed buffers (spark.sql.execution.arrow.compression.codec)");
        }

        var reader = new RecordBatchReader(batch, body);
        var length = Count(batch.Int64(0));
        var columns = new ArrowArray[schema.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = reader.Array(schema[i]);
            if (columns[i].Length != length)
            {
                throw ArrowErrors.Broken("a column has another number of rows than its batch");
            }
        }

        return new(schema, length, columns);
    }

    private ArrowArray Array(Field field)
    {
        var (count, nulls) = Pair(_nodes, _node++);
        var length = Count(count);
        if (field.Type is ArrowType.Null)
        {
            return new NullArray(length);
        }

        var validity = Validity(length, nulls);
        return field.Type switch
        {
            ArrowType.Boolean => new BooleanArray(length, validity, Buffer(Bits.BytesFor(length))),
            ArrowType.Utf8 u => Bytes(isText: true, u.IsLarge, length, validity),
            ArrowType.Binary b => Bytes(isText: false, b.IsLarge, length, validity),
            ArrowType.List l => List(field, l.IsLarge, length, validity),
            ArrowType.Map => Map(field, length, validity),
            ArrowType.Struct => Struct(field, length, validity),
            _ => new FixedArray(field.Type, length, validity, Buffer((long)length * FixedArray.SizeOf(field.Type))),
        };
    }

    private ReadOnlyMemory<byte> Validity(int length, long nulls)
    {
        var bytes = Buffer(0);
        return nulls == 0 ? default
            : bytes.Length >= Bits.BytesFor(length) ? bytes
            : throw ArrowErrors.Broken("a column with nulls does not say which");
    }

    private BytesArray Bytes(bool isText, bool isLarge, int length, ReadOnlyMemory<byte> validity)
    {
        var offsets = OffsetBuffer(length, isLarge);
        var values = Buffer(0);
        return new(isText, length, validity, new(offsets, isLarge, values.Length), values);
    }

    private ListArray List(Field field, bool isLarge, int length, ReadOnlyMemory<byte> validity)
    {
        var offsets = OffsetBuffer(length, isLarge);
        var items = Array(field.Children[0]);
        return new(length, validity, new(offsets, isLarge, items.Length), items);
    }

    private MapArray Map(Field field, int length, ReadOnlyMemory<byte> validity)
    {
        var offsets = OffsetBuffer(length, isLarge: false);
        var entries = (StructArray)Array(field.Children[0]);
        return new(length, validity, new(offsets, isLarge: false, entries.Length), entries);
    }

    private StructArray Struct(Field field, int length, ReadOnlyMemory<byte> validity)
    {
        var members = new ArrowArray[field.Children.Count];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = Array(field.Children[i]);
            if (members[i].Length < length)
            {
                throw ArrowErrors.Broken("a member of a struct has too few values");
            }
        }

        return new(length, validity, field.Children, members);
    }

    /// <summary>The buffer may be empty when there is no value.</summary>
    private ReadOnlyMemory<byte> OffsetBuffer(int length, bool isLarge) =>
        Buffer(length == 0 ? 0 : ((long)length + 1) * Offsets.SizeOf(isLarge));

    /// <summary>The next buffer, which holds at least so many bytes.</summary>
    private ReadOnlyMemory<byte> Buffer(long atLeast)
    {
        var (offset, length) = Pair(_buffers, _buffer++);
        return offset >= 0 && length >= atLeast && offset <= _body.Length && length <= _body.Length - offset
            ? _body.Slice((int)offset, (int)length)
            : throw ArrowErrors.Broken("a buffer is too short, or lies outside of its message");
    }

    private static (long First, long Second) Pair(ReadOnlyMemory<byte> pairs, int index)
    {
        if ((index + 1) * PairSize > pairs.Length)
        {
            throw ArrowErrors.Broken("a batch has fewer columns or buffers than its schema");
        }

        var pair = pairs.Span.Slice(index * PairSize, PairSize);
        return (BinaryPrimitives.ReadInt64LittleEndian(pair), BinaryPrimitives.ReadInt64LittleEndian(pair[8..]));
    }

    private static int Count(long count) => count is >= 0 and < int.MaxValue
        ? (int)count
        : throw ArrowErrors.Broken("a batch has an impossible number of rows");
}
