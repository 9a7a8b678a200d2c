using Lakehouse.Jobs;
using Lakehouse.Jobs.Output;

return await CommandLine.RunAsync(args, Streams.OfProcess());
