using System.Runtime.CompilerServices;
using System.Text.Json;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>
/// Stands in for a Parquet reader and writer where no engine may be referenced: keeps the JSON rows as lines and
/// serves them column by column. Names that the schema lacks are dropped, as a real writer would.
/// </summary>
internal sealed class JsonParquetFiles(IStorage storage, int batchRows = 7) : IParquetFiles
{
    public async IAsyncEnumerable<IRowBatch> ReadAsync(
        string path,
        IReadOnlyList<LogColumn> columns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var content = await storage.ReadAsync(path, cancellationToken)
            ?? throw new FileNotFoundException($"{path} is not there");
        var lines = System.Text.Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not ["FAKE PARQUET", .., "END"]) throw new InvalidDataException($"{path} is no whole file");
        foreach (var chunk in lines[1..^1].Chunk(batchRows))
        {
            var rows = chunk.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
            yield return new Batch(rows, columns);
        }
    }

    public async Task WriteAsync(
        string path,
        StructType schema,
        IAsyncEnumerable<ReadOnlyMemory<byte>> rowsAsJson,
        CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        file.Write("FAKE PARQUET\n"u8);
        await foreach (var row in rowsAsJson.WithCancellation(cancellationToken))
        {
            using var document = JsonDocument.Parse(row);
            await using (var json = new Utf8JsonWriter(file)) WriteKnown(json, schema, document.RootElement);
            file.Write("\n"u8);
        }
        file.Write("END\n"u8);
        await storage.PutAsync(path, file.ToArray(), cancellationToken);
    }

    private static void WriteKnown(Utf8JsonWriter json, DataType type, JsonElement value)
    {
        if (type is not StructType row || value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            if (row.Fields.FirstOrDefault(field => field.Name == member.Name) is not { } field) continue;
            json.WritePropertyName(member.Name);
            WriteKnown(json, field.Type, member.Value);
        }
        json.WriteEndObject();
    }

    private sealed class Batch(JsonElement[] rows, IReadOnlyList<LogColumn> columns) : IRowBatch
    {
        public int RowCount => rows.Length;

        public IColumn? Column(string name) => columns.Any(column => column.Name == name) ? JsonColumn.Of(rows).Field(name) : null;
    }
}
