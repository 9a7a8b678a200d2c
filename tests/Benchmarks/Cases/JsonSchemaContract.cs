using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>The whole run with a JSON Schema as the contract, in turn with the same run by the contract of the sample.</summary>
internal static class JsonSchemaContract
{
    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var workload = await Workload.MakeAsync(options, "whole", "--events", $"{options.Events}");
        var project = workload.Fresh("json-schema-project");
        await Programs.RunAsync("cp", "-r", BenchmarkOptions.Project, project);
        var contracts = Path.Combine(project, "contracts", "web");
        File.Delete(Path.Combine(contracts, "events.yaml"));
        File.Copy(
            Path.Combine(BenchmarkOptions.Repository, "tests", "Benchmarks", "Cases", "events.schema.json"),
            Path.Combine(contracts, "events.schema.json"));

        var (bySchema, byContract) = (new List<Measurement>(), new List<Measurement>());
        for (var i = 0; i < options.Repeat; i++)
        {
            byContract.Add(await Sides.OursAsync(workload.Fresh("tables"), workload.Landing, workload.Expected));
            bySchema.Add(await Sides.OursAsync(workload.Fresh("tables"), workload.Landing, workload.Expected, project));
        }

        var (schema, contract) = (Measurement.Median(bySchema), Measurement.Median(byContract));
        return
        [
            new("whole run by a JSON Schema, wall", Seconds(schema.WallMs), $"by ODCS {Seconds(contract.WallMs)}",
                Ratio(schema.WallMs, contract.WallMs), "<= 1.3x"),
            new("whole run by a JSON Schema, processor time", Seconds(schema.CpuMs), $"by ODCS {Seconds(contract.CpuMs)}",
                Ratio(schema.CpuMs, contract.CpuMs), ""),
        ];
    }
}
