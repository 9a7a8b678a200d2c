using Lakehouse.Benchmarks;
using Lakehouse.Benchmarks.Cases;
using Lakehouse.Benchmarks.Children;

switch (args)
{
    case [OurRun.Verb, .. var rest]:
        return await OurRun.RunAsync(rest);
    case [ByHandRun.Verb, .. var rest]:
        return await ByHandRun.RunAsync(rest);
    case [ByHandOnSpark.Verb, .. var rest]:
        return await ByHandOnSpark.RunAsync(rest);
    case [OpenLogRun.Verb, .. var rest]:
        return await OpenLogRun.RunAsync(rest);
}

if (BenchmarkOptions.TryParse(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

var cases = new (string Name, Func<BenchmarkOptions, Task<IReadOnlyList<ReportRow>>> Run)[]
{
    ("whole", WholeRun.MeasureAsync),
    ("spark", WholeRunOnSpark.MeasureAsync),
    ("json-schema", JsonSchemaContract.MeasureAsync),
    ("nothing-new", NothingNew.MeasureAsync),
    ("history", LongHistory.MeasureAsync),
    ("delta-log", DeltaLog.MeasureAsync),
    ("merge", MergeRows.MeasureAsync),
    ("small-files", SmallFiles.MeasureAsync),
    ("help", StartOfCommand.MeasureAsync),
    ("checks", Checks.MeasureAsync),
    ("project", LargeProject.MeasureAsync),
};
var rows = new List<ReportRow>();
foreach (var one in cases.Where(one => options.Cases.Contains(one.Name)))
{
    Console.Error.WriteLine($"{one.Name} ...");
    rows.AddRange(await one.Run(options));
}

Console.Write(MarkdownReport.Write(options, rows));
return 0;
