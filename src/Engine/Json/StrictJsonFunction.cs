using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;
using Lakehouse.Engine.Hashing;

namespace Lakehouse.Engine.Json;

/// <summary>
/// The SQL function that reads records strictly: <c>name(payload VARCHAR, payload_bytes BLOB)</c> gives a struct of
/// <c>value</c> (the declared fields, typed), <c>faults</c> (a list of field, code, path and message; null when there is
/// none), <c>undeclared</c> (a list of the paths of members that nobody declared, each as often as it is there; null when
/// there is none) and <c>payload_hash</c> (XXH64, seed 42, of the bytes). For records of several versions <c>value</c> is a
/// struct of <c>v0</c>, <c>v1</c> …, all null but the one that was read, and <c>version</c> says which; it is -1 for a
/// record that no version read.
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
        string name, IReadOnlyList<JsonField> fields, EngineActivity? activity = null) => Create(
        name, StructOf(fields), [], () => new Worker(new RecordReader([fields], []), null, activity).Read);

    /// <summary>Makes the function for records that name one of several versions.</summary>
    /// <param name="name">Its name in SQL.</param>
    /// <param name="versions">The versions, and where a record names its own.</param>
    /// <param name="activity">Where records are counted, if anywhere.</param>
    public static DuckDBScalarFunction Create(string name, JsonVersions versions, EngineActivity? activity = null)
    {
        var shapes = versions.Known.Select(version => version.Fields).ToList();
        return Create(
            name,
            LogicalType.Struct([.. shapes.Select((fields, i) => ($"v{i}", StructOf(fields)))]),
            [("version", LogicalType.Integer)],
            () => new Worker(new RecordReader(shapes, versions.Content is null ? versions.Path : []), new VersionFinder(versions), activity).Read);
    }

    private static DuckDBScalarFunction Create(
        string name, LogicalType value, IReadOnlyList<(string, LogicalType)> more, Func<DuckDBScalarWorker> worker) => new(
        name,
        [LogicalType.Varchar, LogicalType.Blob],
        LogicalType.Struct(
        [
            ("value", value),
            ("faults", LogicalType.List(LogicalType.Struct(
                ("field", LogicalType.Integer), ("code", LogicalType.Varchar), ("path", LogicalType.Varchar),
                ("message", LogicalType.Varchar)))),
            ("undeclared", LogicalType.List(LogicalType.Varchar)),
            ("payload_hash", LogicalType.BigInt),
            .. more,
        ]),
        worker)
        {
            // Not because it could differ, but so that DuckDB never moves or repeats a call.
            IsVolatile = true,
        };

    private sealed class Worker(RecordReader reader, VersionFinder? finder, EngineActivity? activity)
    {
        public unsafe void Read(ChunkReader input, VectorWriter output)
        {
            var payload = input.Column(0);
            var unreadable = input.Column(1);
            var value = output.Field(0);
            var hash = output.Field(3);
            var versions = finder is null ? default : output.Field(4);
            var count = input.RowCount;
            reader.Bind(finder is null ? _ => value : value.Field, output.Field(1), output.Field(2), count);
            for (var row = 0; row < count; row++)
            {
                var version = VersionFinder.Refused;
                if (payload.IsNull(row))
                {
                    var bytes = unreadable.IsNull(row) ? default : unreadable.GetBytes(row);
                    hash.Write(row, unchecked((long)XxHash64.HashToUInt64(bytes, HashSeed)));
                    reader.Refuse(row, JsonFault.Malformed, "", "is not valid UTF-8");
                }
                else
                {
                    var text = payload.GetBytes(row);
                    hash.Write(row, unchecked((long)XxHash64.HashToUInt64(text, HashSeed)));
                    fixed (byte* start = text)
                    {
                        version = Read(start, text.Length, row);
                    }
                }
                if (finder is not null)
                {
                    versions.Write(row, version);
                }
            }
            reader.Complete();
            activity?.AddRecords(count);
        }

        private unsafe int Read(byte* text, int length, int row)
        {
            var version = finder?.Find(ref text, ref length) ?? 0;
            if (version == VersionFinder.Refused)
            {
                var (code, path, message) = finder!.Refusal;
                reader.Refuse(row, code, path, message);
                return version;
            }
            return reader.Read(text, length, row, Math.Max(version, 0)) ? version : VersionFinder.Refused;
        }
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
