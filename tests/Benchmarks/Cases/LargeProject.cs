using Lakehouse.Benchmarks.Children;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>What the verbs that read a whole project take when it is large: 1,000 contracts of 50 fields, 1,000 products.</summary>
internal static class LargeProject
{
    private const int Count = 1_000;
    private const int Domains = 10;
    private const int Fields = 48;

    // Beside the key and the event time.
    private static readonly string[] Kinds =
    [
        "        logicalType: string\n        required: true\n        logicalTypeOptions: { maxLength: 40 }\n",
        "        logicalType: number\n        physicalType: decimal(12,2)\n        logicalTypeOptions: { minimum: 0 }\n",
        "        logicalType: integer\n",
        "        logicalType: boolean\n",
        "        logicalType: date\n",
        "        logicalType: string\n        quality:\n          - metric: invalidValues\n            arguments: { validValues: [a, b, c] }\n            mustBe: 0\n",
    ];

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var project = Path.Combine(options.Data, "project");
        Programs.Delete(project);
        Write(project);
        await GitAsync(project, "init", "--quiet");
        await GitAsync(project, "add", "--all");
        await GitAsync(project, "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "--message", "before");
        // Every contract is another, but not a breaking one.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(project, "contracts"), "*.yaml", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))
                .Replace("maxLength: 40", "maxLength: 41", StringComparison.Ordinal).Replace("1.0.0", "1.1.0", StringComparison.Ordinal));
        }
        var (validate, plan, check) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
        for (var i = 0; i < options.Repeat; i++)
        {
            validate.Add(await Measurement.OfAsync(OurRun.Verb, "validate", project));
            plan.Add(await Measurement.OfAsync(OurRun.Verb, "plan", project));
            check.Add(await Measurement.OfAsync(OurRun.Verb, "contract", "check", "--against", "HEAD", project));
        }
        var (first, second, third) = (Measurement.Median(validate), Measurement.Median(plan), Measurement.Median(check));
        return
        [
            new($"`validate` and `plan` of {Count:N0} contracts of {Fields + 2} fields and {Count:N0} products",
                $"{Seconds(first.WallMs)} and {Seconds(second.WallMs)}", $"processor time {Seconds(first.CpuMs)} and {Seconds(second.CpuMs)}",
                Seconds(first.WallMs + second.WallMs), "< 1.5 s"),
            new("`contract check` of them, all changed, against a git revision",
                Seconds(third.WallMs), $"processor time {Seconds(third.CpuMs)}", Seconds(third.WallMs), "< 2 s"),
        ];
    }

    private static Task<string> GitAsync(string project, params string[] args) => Programs.RunAsync("git", ["-C", project, .. args]);

    private static void Write(string project)
    {
        Put(project, "lakehouse.yaml", "name: large\ndomains:\n"
            + string.Concat(Enumerable.Range(0, Domains).Select(i => $"  d{i}: {{ owner: team{i}@example.com }}\n")));
        for (var i = 0; i < Count; i++)
        {
            var (domain, table) = ($"d{i % Domains}", $"t{i:0000}");
            var fields = Enumerable.Range(0, Fields)
                .Select(f => $"      - name: f{f:00}\n        description: Field {f} of {table}.\n{Kinds[f % Kinds.Length]}");
            Put(project, $"contracts/{domain}/{table}.yaml", $"""
                apiVersion: v3.1.0
                kind: DataContract
                id: large.{table}
                version: 1.0.0
                status: active
                schema:
                  - name: {table}
                    properties:
                      - name: id
                        logicalType: string
                        required: true
                        primaryKey: true
                      - name: happened_at
                        logicalType: timestamp
                        required: true
                {string.Concat(fields)}
                """);
            Put(project, $"sources/{table}.yaml", $"kind: events\ncontract: {domain}/{table}\nevent_time: happened_at\n");
            Put(project, $"products/{domain}/p{i:0000}.sql", $"""
                select event_date, f05 as kind, count(*) as events, sum(f01) as amount
                from silver.{table}
                group by event_date, f05
                """);
            Put(project, $"products/{domain}/p{i:0000}.yaml",
                $"description: Totals of {table} by day and kind.\ngrain: [event_date, kind]\npartitioned_by: [event_date]\n");
            Directory.CreateDirectory(Path.Combine(project, "landing", table));
        }
    }

    private static void Put(string project, string file, string text)
    {
        var path = Path.Combine(project, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
