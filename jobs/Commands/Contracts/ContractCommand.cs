using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract</c>: the verbs for contracts.</summary>
internal static class ContractCommand
{
    public static Command Create(Streams streams) => new("contract", "Work on contracts.")
    {
        ContractTestCommand.Create(streams),
    };
}
