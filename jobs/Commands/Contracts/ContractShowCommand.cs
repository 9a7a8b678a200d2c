using System.CommandLine;
using System.Text.Json.Nodes;
using Lakehouse.Jobs.Output;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract show</c>: tells what a contract says.</summary>
internal static class ContractShowCommand
{
    public static Command Create(Streams streams)
    {
        var file = ContractFile.Argument("The contract.");
        var yaml = new Option<bool>("--yaml") { Description = "Write the whole contract as YAML, laid out anew." };
        var command = new Verb("show", "Tell what a contract says: owner, key, columns, limits.",
            "medallion contract show samples/shop/contracts/sales/orders.yaml", "medallion contract show contracts/sales/orders.yaml --json")
        { file, yaml };
        OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var document = ContractDocument.Read(path, ContractFile.Read(path));
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, JsonNode.Parse(document.ToJson())!);
            }
            else if (parsed.GetValue(yaml))
            {
                terminal.Data.Write(document.ToYaml());
            }
            else
            {
                Write(document.Contract, terminal);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Contract contract, Terminal terminal)
    {
        terminal.Table(["property", "value"], Rows(contract).Where(row => !string.IsNullOrEmpty(row.Value))
            .Select(row => new object?[] { row.Name, row.Value }));
        terminal.Data.Write('\n');
        terminal.Table(["column", "type", "required", "limits", "description"], contract.Shape.All.Select(field => new object?[]
        {
            field.Path, TypeOf(field), field.Required ? "yes" : "", string.Join("; ", field.Checks.Select(c => c.Message)), field.Notes.Description,
        }));
    }

    private static string TypeOf(RecordField field) => field.Type is FieldType.Array a ? $"array of {a.Element.Type}" : field.Type.ToString()!;

    private static IEnumerable<(string Name, string? Value)> Rows(Contract contract)
    {
        yield return ("id", contract.Id);
        yield return ("name", contract.Name);
        yield return ("version", contract.Version);
        yield return ("status", contract.Status);
        yield return ("table", contract.Table);
        yield return ("purpose", contract.Description?.Purpose);
        yield return ("team", contract.Team?.Name);
        yield return ("members", string.Join(", ", contract.Team?.Members.Select(m => m.Username) ?? []));
        yield return ("compatibility", contract.Compatibility is { } mode ? CompatibilityModes.NameOf(mode) : null);
        yield return ("primary key", string.Join(", ", contract.PrimaryKey.Select(f => f.Path)));
        yield return ("rules", string.Join("; ", contract.Rules.Select(r => r.Name)));
        yield return ("checks", string.Join("; ", contract.TableChecks.Select(c => $"{c.Name} {c.Threshold}")));
        yield return ("foreign keys", string.Join("; ", contract.Relationships.Select(Describe)));
        yield return ("service levels", string.Join("; ", contract.SlaProperties.Select(s => $"{s.Property} {s.Value}{s.Unit}")));
    }

    private static string Describe(ContractRelationship foreignKey) =>
        $"{string.Join(", ", foreignKey.From)} -> {string.Join(", ", foreignKey.To)} "
        + $"({foreignKey.OnMissing.ToString().ToLowerInvariant()})";
}
