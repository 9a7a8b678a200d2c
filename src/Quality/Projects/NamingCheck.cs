using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Projects;

/// <summary>Finds contracts that break the project's rules of naming and description.</summary>
public static class NamingCheck
{
    /// <summary>Every violation, with the place in the contract.</summary>
    /// <param name="rules">The project's rules.</param>
    /// <param name="contract">The contract.</param>
    public static IReadOnlyList<Problem> Problems(NamingRules rules, Contract contract)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(contract);
        return rules.Except.Contains(contract.Key) ? [] : [.. Names(rules, contract), .. Words(rules, contract)];
    }

    private static IEnumerable<Problem> Names(NamingRules rules, Contract contract)
    {
        var folder = contract.Key.Split('/')[0];
        if (rules.Domains.Count > 0 && !rules.Domains.Contains(folder))
        {
            yield return new Problem(ErrorCodes.DomainNotAllowed, contract.Position, $"contracts may not lie in the domain '{folder}'",
                NameGuess.Suggest(folder, rules.Domains));
        }
        if (rules.Tables?.IsMatch(contract.Table) == false)
        {
            yield return new Problem(ErrorCodes.TableNaming, contract.Position, $"the table name '{contract.Table}' does not match {rules.Tables}",
                "Rename the table in 'schema'.");
        }
        foreach (var field in contract.Shape.All.Where(f => f.Name != "[]" && rules.Fields?.IsMatch(f.Name) == false))
        {
            yield return new Problem(ErrorCodes.FieldNaming, field.Position, $"the property name '{field.Path}' does not match {rules.Fields}",
                $"Rename it and write 'physicalName: {field.JsonName}' when records keep the old name.");
        }
        foreach (var path in rules.EnvelopeFields.Where(p => contract.Shape.Find(p) is not { Required: true }))
        {
            yield return new Problem(ErrorCodes.MissingEnvelopeField, contract.Shape.Find(path)?.Position ?? contract.Position,
                $"'{path}' must be a required property of every contract", $"Declare '{path}' with 'required: true'.");
        }
    }

    private static IEnumerable<Problem> Words(NamingRules rules, Contract contract)
    {
        if (rules.Require.Contains("owner") && (contract.Team is null or { Name: null, Members.Count: 0 }))
        {
            yield return new Problem(ErrorCodes.MissingMetadata, contract.Position, "the contract has no owner of its own", "Add 'team:' with a name or members.");
        }
        if (rules.Require.Contains("description") && contract.Description is null && contract.TableDescription is null)
        {
            yield return new Problem(ErrorCodes.MissingMetadata, contract.Position, "the contract has no description", "Add 'description:' with a purpose.");
        }
        foreach (var field in contract.Shape.All.Where(f => f.Name != "[]"))
        {
            if (rules.Require.Contains("description") && field.Notes.Description is null)
            {
                yield return Missing(field, "description");
            }
            if (rules.Require.Contains("classification") && field.Notes.Classification is null && field.Type.IsSingle)
            {
                yield return Missing(field, "classification");
            }
        }
    }

    private static Problem Missing(Records.RecordField field, string word) => new(ErrorCodes.MissingMetadata, field.Position,
        $"'{field.Path}' has no {word}", $"Add '{word}:' to it.");
}
