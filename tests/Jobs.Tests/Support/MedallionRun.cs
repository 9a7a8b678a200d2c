using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Tests.Support;

/// <summary>What the command wrote, run in this process.</summary>
internal sealed record MedallionRun(int ExitCode, string Out, string Error)
{
    public static async Task<MedallionRun> Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new Streams(output, error));
        return new MedallionRun(code, output.ToString(), error.ToString());
    }
}
