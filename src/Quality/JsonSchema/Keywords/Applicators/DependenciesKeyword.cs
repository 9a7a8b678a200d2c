using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>An object with a certain member has other members too, or satisfies a schema.</summary>
internal sealed class DependenciesKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<(string Name, Schema? Schema, IReadOnlyList<string> Needed)> _dependencies =
    [
        .. site.Value.Members.Select(member => member.Value.Kind == JsonKind.Array
            ? (member.Name, (Schema?)null, [.. member.Value.Items.Select(item => item.Text)])
            : (member.Name, site.SchemaAt(member), (IReadOnlyList<string>)[])),
    ];

    public override IEnumerable<Schema> InPlace => _dependencies.Select(dependency => dependency.Schema).OfType<Schema>();

    public override IEnumerable<string> Members =>
        _dependencies.SelectMany(dependency => dependency.Needed.Prepend(dependency.Name));

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        foreach (var (name, schema, needed) in _dependencies)
        {
            if (value.Find(name) is null)
            {
                continue;
            }
            isValid &= schema is null || schema.Evaluate(value, state);
            foreach (var missing in needed.Where(other => value.Find(other) is null))
            {
                isValid = state.FailMember(this, missing, $"'{missing}' is missing, which '{name}' needs");
            }
        }
        return isValid;
    }
}
