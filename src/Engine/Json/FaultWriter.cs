using System.Text;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>Fills the list of faults of each record: structs of field, code, path and message.</summary>
internal sealed class FaultWriter
{
    private VectorWriter _lists;
    private VectorWriter _field;
    private VectorWriter _code;
    private VectorWriter _path;
    private VectorWriter _message;
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

    /// <summary>Ends a record: its list stays null when it has no fault.</summary>
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

    /// <summary>Adds a fault of the current record.</summary>
    public void Add(int field, string code, string path, string message)
    {
        if (_count == _room)
        {
            _room = Math.Max(_room * 2, 256);
            var elements = _lists.ReserveElements(_room);
            _field = elements.Field(0);
            _code = elements.Field(1);
            _path = elements.Field(2);
            _message = elements.Field(3);
        }
        _field.Write(_count, field);
        _code.WriteBytes(_count, Encoding.UTF8.GetBytes(code));
        _path.WriteBytes(_count, Encoding.UTF8.GetBytes(path));
        _message.WriteBytes(_count, Encoding.UTF8.GetBytes(message));
        _count++;
    }
}
