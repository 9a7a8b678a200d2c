using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Quality;

/// <summary><c>quality</c>: runs suites of expectations and looks at past checks.</summary>
internal static class QualityCommand
{
    public static Command Create(Streams streams) => new("quality", "Run suites of expectations and look at past checks.")
    {
        QualityRunCommand.Create(streams),
        QualityHistoryCommand.Create(streams),
        QualityShowCommand.Create(streams),
    };
}
