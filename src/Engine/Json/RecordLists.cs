using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>Fills a list for each record of a chunk; it is null where nothing was added.</summary>
internal abstract class RecordLists
{
    private const int FirstRoom = 256;

    private VectorWriter _lists;
    private int _count;
    private int _room;
    private int _start;

    /// <summary>Points the writer at the list vector of a new chunk, all lists null.</summary>
    public void Bind(VectorWriter lists, int rowCount)
    {
        _lists = lists;
        _lists.SetAllNull(rowCount);
        (_count, _room, _start) = (0, 0, 0);
    }

    /// <summary>Begins a record.</summary>
    public void Begin() => _start = _count;

    /// <summary>Forgets what this record had so far.</summary>
    public void Rewind() => _count = _start;

    /// <summary>Ends a record.</summary>
    public void End(int row)
    {
        if (_count > _start)
        {
            _lists.SetValid(row);
            _lists.WriteRange(row, _start, _count - _start);
        }
    }

    /// <summary>Ends a chunk.</summary>
    public void Complete() => _lists.SetElementCount(_count);

    /// <summary>Makes room for an element of the current record; its place.</summary>
    protected int Add()
    {
        if (_count == _room)
        {
            _room = Math.Max(_room * 2, FirstRoom);
            Point(_lists.ReserveElements(_room));
        }
        return _count++;
    }

    /// <summary>Takes note of the vector of the elements, which moves when it grows.</summary>
    protected abstract void Point(VectorWriter elements);
}
