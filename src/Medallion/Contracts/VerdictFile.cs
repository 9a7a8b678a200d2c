using Lakehouse.Engine;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Judges a file of JSON lines without a project, with the very code of a run, one verdict a line.</summary>
public sealed class VerdictFile
{
    private const string Judge = "judge_record";

    private readonly TimeProvider _clock;
    private readonly Func<Guid> _newId;

    /// <summary>Takes what comes from outside.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="newId">Gives ids that were never given before.</param>
    public VerdictFile(TimeProvider clock, Func<Guid> newId) => (_clock, _newId) = (clock, newId);

    /// <summary>
    /// Writes <c>{"line":1,"valid":false,"errors":[{"code","path","message"}]}</c> for each line; by JSON Schemas with
    /// <c>keyword</c>, <c>instanceLocation</c> and <c>schemaLocation</c> for each error too.
    /// </summary>
    /// <param name="rules">File of a contract or JSON Schema, or a folder of self-describing schemas (Iglu).</param>
    /// <param name="versionField">
    /// Path of the member in which a record names its version of the contract; the versions beside the current one lie in a
    /// folder of the contract's name next to it. Null when all records are of the contract's version.
    /// </param>
    /// <param name="input">File of JSON lines; compressed when it ends with <c>.gz</c>.</param>
    /// <param name="output">File to write; what was there is replaced.</param>
    /// <param name="options">How JSON Schemas are read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.NoSuchFile"/>; <see cref="ErrorCodes.InputOutput"/>: a file cannot be read or written.
    /// </exception>
    /// <exception cref="Quality.ContractException">The contract or schema is wrong.</exception>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    public async Task<VerdictCounts> WriteAsync(
        string rules,
        string? versionField,
        string input,
        string output,
        SchemaOptions options,
        CancellationToken cancellationToken)
    {
        var loaded = RecordRules.Load(rules, versionField, options);
        var file = new FileInfo(input);
        if (!file.Exists)
        {
            throw new MedallionException(ErrorCodes.NoSuchFile, $"there is no file {input}. Correct --input.");
        }
        var spill = Path.Combine(Path.GetTempPath(), "medallion", $"{_newId():N}");
        using var engine = new DuckDbEngine(new LocalStorage(Path.GetDirectoryName(file.FullName)!, _newId), new DuckDbEngineOptions(spill));
        var isGzip = file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var lines = engine.PrepareLines([new LandingFile(file.Name, file.FullName, file.Length, file.LastWriteTimeUtc, isGzip)]);
        var records = $"({BronzeSql.Select(engine, $"{LandingLinesFunction.Name}({lines.Id})", _clock.GetUtcNow())})";
        try
        {
            return await WriteAsync(engine, Select(engine, loaded, records), output, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (lines.Results().FirstOrDefault(result => result.Refusal is not null) is { } refused)
        {
            throw new MedallionException(ErrorCodes.InputOutput, $"{input} cannot be read: {refused.Refusal}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MedallionException(ErrorCodes.InputOutput, $"the verdicts cannot be written: {e.Message}", e);
        }
    }

    private static string Select(DuckDbEngine engine, RecordRules rules, string records)
    {
        if (rules.Contract is null)
        {
            return BySchema(engine, rules, records);
        }
        var functions = new VerdictFunctions(rules.Contract, rules.Versions, "record");
        functions.Ensure(engine);
        return $"select landing_position, to_json(errors)::varchar from ({functions.Select(null, records)}) order by 1";
    }

    private static string BySchema(DuckDbEngine engine, RecordRules rules, string records)
    {
        engine.EnsureJudge(Judge, rules.Judge!);
        return $$"""
            select landing_position, to_json(case
                when payload is null then [{'code': 'MALFORMED', 'path': '', 'message': 'is not valid UTF-8', 'keyword': '',
                  'instanceLocation': '', 'schemaLocation': ''}]
                else list_transform({{Judge}}(payload), lambda e: {'code': e.code, 'path': e.path, 'message': e.message,
                  'keyword': e.keyword, 'instanceLocation': e.instance_location, 'schemaLocation': e.schema_location})
              end)::varchar
            from {{records}} order by 1
            """;
    }

    private static async Task<VerdictCounts> WriteAsync(
        DuckDbEngine engine, string select, string output, CancellationToken cancellationToken)
    {
        using var command = engine.Connection.CreateCommand();
        command.CommandText = select;
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (rows.ConfigureAwait(false))
        {
            var writer = new StreamWriter(output) { NewLine = "\n" };
            await using (writer.ConfigureAwait(false))
            {
                var (lines, invalid) = (0L, 0L);
                while (rows.Read())
                {
                    var errors = rows.IsDBNull(1) ? "[]" : rows.GetString(1);
                    lines++;
                    invalid += errors == "[]" ? 0 : 1;
                    await writer.WriteLineAsync(
                        $$"""{"line":{{rows.GetInt64(0) + 1}},"valid":{{(errors == "[]" ? "true" : "false")}},"errors":{{errors}}}""")
                        .ConfigureAwait(false);
                }
                return new VerdictCounts(lines, invalid);
            }
        }
    }
}
