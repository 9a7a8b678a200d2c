using Lakehouse.JsonSchemaSuite;

// Runs the public JSON-Schema-Test-Suite, which is not part of this repository:
//   dotnet run --project tests/JsonSchemaSuite -- SUITE-FOLDER COMMIT-AND-DATE docs/json-schema.md
if (args.Length != 3)
{
    Console.Error.WriteLine("usage: JsonSchemaSuite SUITE-FOLDER COMMIT-AND-DATE OUTPUT.md");
    return 2;
}
var results = new SuiteRunner(args[0]).Run();
foreach (var failure in results.SelectMany(result => result.Failures))
{
    Console.WriteLine(failure);
}
SuitePage.Write(args[2], args[1], results);
Console.WriteLine($"{results.Sum(r => r.Passed)} of {results.Sum(r => r.Passed + r.Failures.Count)} pass.");
return 0;
