using System.Text;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>Fills the list of faults of each record: structs of field, code, path and message.</summary>
internal sealed class FaultWriter : RecordLists
{
    private VectorWriter _field;
    private VectorWriter _code;
    private VectorWriter _path;
    private VectorWriter _message;

    /// <summary>Adds a fault of the current record.</summary>
    public void Add(int field, string code, string path, string message)
    {
        var place = Add();
        _field.Write(place, field);
        _code.WriteBytes(place, Encoding.UTF8.GetBytes(code));
        _path.WriteBytes(place, Encoding.UTF8.GetBytes(path));
        _message.WriteBytes(place, Encoding.UTF8.GetBytes(message));
    }

    protected override void Point(VectorWriter elements)
    {
        _field = elements.Field(0);
        _code = elements.Field(1);
        _path = elements.Field(2);
        _message = elements.Field(3);
    }
}
