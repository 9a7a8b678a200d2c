using System.Text;
using System.Text.Unicode;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Json;
using Lakehouse.Engine.Tests.DuckDb;

namespace Lakehouse.Engine.Tests.Json;

/// <summary>Reads records with the real function in a real database.</summary>
internal static class StrictReader
{
    internal static JsonRecord Read(IReadOnlyList<JsonField> fields, string record) =>
        ReadAll(fields, [Encoding.UTF8.GetBytes(record)])[0];

    internal static IReadOnlyList<JsonRecord> ReadAll(IReadOnlyList<JsonField> fields, IEnumerable<string> records) =>
        ReadAll(fields, [.. records.Select(Encoding.UTF8.GetBytes)]);

    internal static IReadOnlyList<JsonRecord> ReadAll(IReadOnlyList<JsonField> fields, IReadOnlyList<byte[]> records)
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        database.Connection.RegisterScalarFunction(StrictJsonFunction.Create("read_record", fields));
        database.Execute("create table records (id bigint, payload varchar, payload_bytes blob)");
        using (var appender = database.Connection.CreateAppender("records"))
        {
            for (var i = 0; i < records.Count; i++)
            {
                var row = appender.CreateRow().AppendValue((long)i);
                _ = Utf8.IsValid(records[i])
                    ? row.AppendValue(Encoding.UTF8.GetString(records[i])).AppendNullValue()
                    : row.AppendNullValue().AppendValue(records[i]);
                row.EndRow();
            }
        }
        var read = new JsonRecord[records.Count];
        using var command = database.Command(
            "select id, r.value, r.faults, coalesce(len(r.undeclared), 0)::int, r.payload_hash"
            + " from (select id, read_record(payload, payload_bytes) as r from records)");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            read[reader.GetInt64(0)] = new JsonRecord(
                reader.GetFieldValue<Dictionary<string, object?>?>(1),
                [.. (reader.GetFieldValue<List<object?>?>(2) ?? []).Select(fault => Fault((Dictionary<string, object?>)fault!))],
                reader.GetInt32(3), reader.GetInt64(4));
        }
        return read;
    }

    private static (int Field, string Code, string Path, string Message) Fault(Dictionary<string, object?> fault) =>
        ((int)fault["field"]!, (string)fault["code"]!, (string)fault["path"]!, (string)fault["message"]!);
}
