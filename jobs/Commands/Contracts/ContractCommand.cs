using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract</c>: works on contracts and on the schemas that others write.</summary>
internal static class ContractCommand
{
    public static Command Create(Streams streams) => new("contract", "Show, check, compare and convert contracts and schemas.")
    {
        ContractVerdictCommand.Create(streams),
    };
}
