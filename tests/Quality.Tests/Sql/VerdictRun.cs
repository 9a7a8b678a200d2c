using System.Text.Json;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Json;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Tests.Sql;

/// <summary>Runs verdicts on real records: the compiled SQL, the strict reader, DuckDB.</summary>
internal sealed class VerdictRun : IDisposable
{
    private readonly DuckDBConnection _connection = new(new DuckDBOptions());
    private readonly string _sql;

    public VerdictRun(Source source)
    {
        _connection.Open();
        _connection.RegisterScalarFunction(
            StrictJsonFunction.Create("read_record", [.. source.Contract.Shape.Columns.Select(ToJsonField)]));
        Execute("""
            CREATE TABLE bronze (landing_path VARCHAR, landing_position BIGINT, landed_at TIMESTAMPTZ, payload VARCHAR,
              payload_bytes BLOB)
            """);
        if (source.Contract.Remainder is { } remainder)
        {
            _connection.RegisterScalarFunction(JudgeFunction.Create("judge_record", record => Judge(remainder, record)));
        }
        _sql = VerdictCompiler.Compile(source.Contract, source, Dialect.DuckDb, "bronze", "read_record",
            source.Contract.Remainder is null ? null : "judge_record");
    }

    /// <summary>A source whose event time is the property <c>at</c>.</summary>
    public static Source SourceOf(Contract contract, Lateness? lateness = null) => new("things", "things", contract,
        contract.Shape.Find("at")!, new Landing("things", "*", TimeSpan.Zero, Compression.Auto), default)
    {
        Lateness = lateness,
    };

    public void Dispose() => _connection.Dispose();

    /// <summary>The errors of each record, as <c>CODE path: message</c>; empty when it is accepted.</summary>
    public List<string[]> Errors(params string?[] payloads)
    {
        for (var i = 0; i < payloads.Length; i++)
        {
            var payload = payloads[i] is { } text ? Dialect.DuckDb.Quote(text) : "NULL";
            Execute($"INSERT INTO bronze VALUES ('a', {i}, '2024-05-02 00:00:00+00', {payload}, "
                + (payloads[i] is null ? "'\\xFF'::BLOB)" : "NULL)"));
        }
        var rows = Query($"""
            SELECT coalesce(list_transform(errors, lambda e: e.code || ' ' || e.path || ': ' || e.message), []),
              errors IS NULL, payload, payload_bytes IS NULL
            FROM ({_sql}) ORDER BY landing_position
            """);
        Execute("DELETE FROM bronze");
        Assert.Equal(payloads.Length, rows.Count);
        return [.. rows.Select((row, i) => Checked(row, payloads[i]))];
    }

    public List<object?[]> Query(string select)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = select;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }
        return rows;
    }

    /// <summary>The columns of the verdict, in order.</summary>
    public string[] Columns() =>
        [.. Query($"SELECT column_name FROM (DESCRIBE {_sql})").Select(row => (string)row[0]!)];

    // A rejected record brings its payload and has errors; an accepted one has neither.
    private static string[] Checked(object?[] row, string? payload)
    {
        var errors = ((IEnumerable<object?>)row[0]!).Select(e => (string)e!).ToArray();
        Assert.Equal(errors.Length == 0, row[1]);
        Assert.Equal(errors.Length == 0 ? null : payload, row[2]);
        Assert.Equal(payload is not null, row[3]);
        return errors;
    }

    private static IReadOnlyList<RecordFault> Judge(CompiledSchema schema, ReadOnlySpan<byte> record)
    {
        try
        {
            return [.. schema.Evaluate(record).Errors.Select(e =>
                new RecordFault(SchemaCodes.Of(e.Keyword), e.Path, e.Message, e.Keyword, e.InstanceLocation, e.SchemaLocation))];
        }
        catch (JsonException)
        {
            return [new RecordFault("MALFORMED", "", "is no JSON", "", "", "")];
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static JsonField ToJsonField(RecordField field)
    {
        var json = new JsonField(field.Id, field.Name, KindOf(field.Type))
        {
            MemberName = field.JsonName,
            Required = field.Required,
            Nulls = Enum.Parse<JsonNulls>(field.Nulls.ToString()),
            Children = [.. field.Children.Select(ToJsonField)],
        };
        return field.Type switch
        {
            FieldType.Integer integer => json with { Bits = integer.Bits },
            FieldType.Decimal d => json with { Precision = d.Precision, Scale = d.Scale },
            _ => json,
        };
    }

    private static JsonFieldKind KindOf(FieldType type) => type switch
    {
        FieldType.Text => JsonFieldKind.Text,
        FieldType.Integer => JsonFieldKind.Integer,
        FieldType.Decimal => JsonFieldKind.Decimal,
        FieldType.Double => JsonFieldKind.Double,
        FieldType.Float => JsonFieldKind.Float,
        FieldType.Boolean => JsonFieldKind.Boolean,
        FieldType.Date => JsonFieldKind.Date,
        FieldType.Timestamp => JsonFieldKind.Timestamp,
        FieldType.TimestampNtz => JsonFieldKind.TimestampNtz,
        FieldType.Object => JsonFieldKind.Object,
        _ => JsonFieldKind.Array,
    };
}
