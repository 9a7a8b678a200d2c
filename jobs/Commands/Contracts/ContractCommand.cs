using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract</c>: works on contracts and on the schemas that others write.</summary>
internal static class ContractCommand
{
    public static Command Create(Streams streams) => new("contract", "Show, check, compare and convert contracts and schemas.")
    {
        ContractShowCommand.Create(streams),
        ContractLintCommand.Create(streams),
        ContractDiffCommand.Create(streams),
        ContractCheckCommand.Create(streams),
        ContractTestCommand.Create(streams),
        ContractDriftCommand.Create(streams),
        ContractInferCommand.Create(streams),
        ContractImportCommand.Create(streams),
        ContractExportCommand.Create(streams),
        ContractVerdictCommand.Create(streams),
    };
}
