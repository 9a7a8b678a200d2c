using Lakehouse.CommitRace;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.Engine.Storage.Azure;

// Arguments: address of the storage root, table, number of this writer, steps. Writes "step version" for each step.
var settings = AzureSettings.FromVariables(Environment.GetEnvironmentVariable);
var storage = StorageAddress.Parse(args[0], settings).Open(settings, TimeProvider.System, Guid.NewGuid);
var spill = Directory.CreateTempSubdirectory("medallion-race-");
DuckDbEngineOptions Options(string purpose) => new($"{spill.FullName}/{purpose}") { Threads = 1 };
using (var parquet = new DuckDbParquetFiles(storage, Options("log")))
using (var engine = new DuckDbEngine(storage, Options("rows")))
{
    var environment = new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid);
    using var rewriter = new DuckDbFileRewriter(environment, Options("files"));
    var writer = new Writer(environment, engine, rewriter, args[1], int.Parse(args[2]));
    for (var step = 1; step <= int.Parse(args[3]); step++)
    {
        Console.WriteLine($"{step} {await writer.StepAsync(step)}");
    }
}
spill.Delete(recursive: true);
