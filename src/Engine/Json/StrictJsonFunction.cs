using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;
using Lakehouse.Engine.Hashing;

namespace Lakehouse.Engine.Json;

/// <summary>
/// The SQL function that reads records strictly: <c>name(payload VARCHAR, payload_bytes BLOB)</c> gives a struct of
/// <c>value</c> (the declared fields, typed), <c>faults</c> (a list of field, code, path and message; null when there is
/// none), <c>undeclared</c> (how many members nobody declared) and <c>payload_hash</c> (XXH64, seed 42, of the bytes).
/// </summary>
/// <remarks>
/// Strict means RFC 8259 with these choices: one object a record; a name twice in an object is a fault, also inside what
/// nobody declared; half a surrogate pair is malformed; numbers are never rounded.
/// </remarks>
public static class StrictJsonFunction
{
    private const long HashSeed = 42;

    /// <summary>Makes the function for records with the given fields.</summary>
    /// <param name="name">Its name in SQL.</param>
    /// <param name="fields">The declared members of the root object.</param>
    /// <param name="activity">Where records are counted, if anywhere.</param>
    public static DuckDBScalarFunction Create(
        string name, IReadOnlyList<JsonField> fields, EngineActivity? activity = null) => new(
        name,
        [LogicalType.Varchar, LogicalType.Blob],
        LogicalType.Struct(
            ("value", StructOf(fields)),
            ("faults", LogicalType.List(LogicalType.Struct(
                ("field", LogicalType.Integer), ("code", LogicalType.Varchar), ("path", LogicalType.Varchar),
                ("message", LogicalType.Varchar)))),
            ("undeclared", LogicalType.Integer),
            ("payload_hash", LogicalType.BigInt)),
        () => CreateWorker(fields, activity))
        {
            // Not because it could differ, but so that DuckDB never moves or repeats a call.
            IsVolatile = true,
        };

    private static DuckDBScalarWorker CreateWorker(IReadOnlyList<JsonField> fields, EngineActivity? activity)
    {
        var reader = new RecordReader(fields);
        return (input, output) =>
        {
            Read(reader, input, output);
            activity?.AddRecords(input.RowCount);
        };
    }

    private static unsafe void Read(RecordReader reader, ChunkReader input, VectorWriter output)
    {
        var payload = input.Column(0);
        var unreadable = input.Column(1);
        var undeclared = output.Field(2);
        var hash = output.Field(3);
        var count = input.RowCount;
        reader.Bind(output.Field(0), output.Field(1), count);
        for (var row = 0; row < count; row++)
        {
            if (payload.IsNull(row))
            {
                undeclared.Write(row, 0);
                var bytes = unreadable.IsNull(row) ? default : unreadable.GetBytes(row);
                hash.Write(row, unchecked((long)XxHash64.HashToUInt64(bytes, HashSeed)));
                reader.RefuseUnread(row, "is not valid UTF-8");
                continue;
            }
            var text = payload.GetBytes(row);
            hash.Write(row, unchecked((long)XxHash64.HashToUInt64(text, HashSeed)));
            fixed (byte* start = text)
            {
                undeclared.Write(row, reader.Read(start, text.Length, row));
            }
        }
        reader.Complete();
    }

    private static LogicalType StructOf(IReadOnlyList<JsonField> fields) =>
        LogicalType.Struct([.. fields.Select(field => (field.Name, TypeOf(field)))]);

    private static LogicalType TypeOf(JsonField field) => field.Kind switch
    {
        JsonFieldKind.Text => LogicalType.Varchar,
        JsonFieldKind.Integer => field.Bits switch
        {
            8 => LogicalType.TinyInt,
            16 => LogicalType.SmallInt,
            32 => LogicalType.Integer,
            _ => LogicalType.BigInt,
        },
        JsonFieldKind.Decimal => LogicalType.Decimal(field.Precision, field.Scale),
        JsonFieldKind.Double => LogicalType.Double,
        JsonFieldKind.Float => LogicalType.Float,
        JsonFieldKind.Boolean => LogicalType.Boolean,
        JsonFieldKind.Date => LogicalType.Date,
        JsonFieldKind.Timestamp => LogicalType.TimestampTz,
        JsonFieldKind.TimestampNtz => LogicalType.Timestamp,
        JsonFieldKind.Object => StructOf(field.Children),
        _ => LogicalType.List(TypeOf(field.Children[0])),
    };
}
