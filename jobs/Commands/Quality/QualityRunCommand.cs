using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Suites;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Jobs.Commands.Quality;

/// <summary><c>quality run</c>: runs a suite of Great Expectations on a table or a file.</summary>
internal static class QualityRunCommand
{
    public static Command Create(Streams streams)
    {
        var suite = new Argument<string>("suite")
        {
            Description = "A file of a suite of Great Expectations v1, or the name of one in the project's folder 'expectations'.",
        };
        var table = new Option<string?>("--table")
        {
            Description = "The table to run it on, such as silver.orders or gold.daily_sales@v3.",
            HelpName = "name",
        };
        var input = new Option<string?>("--input")
        {
            Description = "The file to run it on: .parquet, .jsonl or .csv.",
            HelpName = "file",
        };
        var format = new Option<string>("--result-format")
        {
            Description = "How much the results tell.",
            DefaultValueFactory = _ => "SUMMARY",
        };
        format.AcceptOnlyFromAmong([.. ResultFormats.Names]);
        var keys = new Option<string?>("--keys")
        {
            Description = "Columns, by commas, whose values tell unexpected rows apart, instead of positions.",
            HelpName = "names",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Write the validation result of Great Expectations to this file.",
            HelpName = "file",
        };
        var command = new Verb(
            "run", "Run a suite of Great Expectations on a table or a file; exit code 3 when an expectation is not met.",
            "medallion quality run orders --table silver.orders samples/shop",
            "medallion quality run suite.json --input orders.parquet --result-format COMPLETE --output result.json")
        { suite, table, input, format, keys, output };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var read = Read(parsed.GetRequiredValue(suite), location);
            var resultFormat = ResultFormats.TryParse(parsed.GetRequiredValue(format))!.Value;
            var named = parsed.GetValue(keys)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
            var run = await ((parsed.GetValue(table), parsed.GetValue(input)) switch
            {
                ({ } name, null) => RunOnTableAsync(location, read, name, named, resultFormat, cancellationToken),
                (null, { } file) => SuiteInput.RunAsync(read, file, named, resultFormat, Guid.NewGuid, cancellationToken),
                _ => throw new UsageException("Give either --table NAME or --input FILE."),
            });
            var terminal = OutputOptions.Terminal(parsed, streams);
            var document = ToJson(run.Result);
            if (parsed.GetValue(output) is { } target)
            {
                Write(target, document);
                terminal.Say($"Written: {target}");
            }
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, document);
            }
            else
            {
                Write(run.Result, terminal);
            }
            return run.Result.Success ? ExitCode.Done : ExitCode.DataRefused;
        });
        return command;
    }

    private static ExpectationSuite Read(string suite, ProjectLocation location)
    {
        var inProject = Path.Combine(location.Folder, "expectations", $"{suite}.json");
        var file = File.Exists(suite) ? suite
            : File.Exists(inProject) ? inProject
            : throw new UsageException($"There is no suite '{suite}': neither a file of that name nor {inProject}.");
        return SuiteReader.Read(file, File.ReadAllText(file));
    }

    private static async Task<SuiteRun> RunOnTableAsync(
        ProjectLocation location,
        ExpectationSuite suite,
        string name,
        IReadOnlyList<string> keys,
        ResultFormat format,
        CancellationToken cancellationToken)
    {
        var table = TableName.TryParse(name)
            ?? throw new UsageException($"'{name}' is no table name. Write one such as silver.orders or gold.daily_sales@v3.");
        using var session = location.Open();
        return await SuiteTable.RunAsync(session, suite, table, keys, format, cancellationToken);
    }

    private static JsonObject ToJson(SuiteResult result) => result.ToJson(new JsonObject
    {
        ["run_id"] = new JsonObject
        {
            ["run_name"] = null,
            ["run_time"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz"),
        },
    });

    private static void Write(string file, JsonObject document)
    {
        try
        {
            using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
            Document.Write(writer, document);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be written: {e.Message}");
        }
    }

    private static void Write(SuiteResult result, Terminal terminal)
    {
        terminal.Table(
            ["met", "expectation", "observed"],
            result.Results.Select(one => new object?[] { one.Success ? "yes" : "no", one.Expectation.Label, one.Observed }));
        terminal.Data.WriteLine();
        terminal.Data.WriteLine(
            $"{result.Suite.Name} on {result.Table}: {result.Successful} of {result.Results.Count} expectations are met.");
    }
}
