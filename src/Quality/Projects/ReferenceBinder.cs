using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Finds the datasets that relationships of contracts lead to, and the order in which sources can run.</summary>
internal sealed class ReferenceBinder(IReadOnlyList<Source> sources, ProblemList problems)
{
    /// <summary>The sources with their references, parents before their children, else in the order given.</summary>
    public IReadOnlyList<Source> Bind()
    {
        var bound = sources.Select(source => source with
        {
            References = [.. source.Contract.Relationships
                .Where(relationship => relationship.OnMissing != OnMissing.Ignore)
                .Select(relationship => Bind(source, relationship)).OfType<Reference>()],
        }).ToList();
        foreach (var source in sources)
        {
            CheckInputs(source);
        }
        return InOrder(bound);
    }

    private void CheckInputs(Source source)
    {
        foreach (var check in source.Contract.TableChecks.Where(check => check.Inputs.Count > 0))
        {
            var others = sources.Where(other => other.Dataset != source.Dataset).Select(other => $"silver.{other.Dataset}").ToList();
            foreach (var input in check.Inputs.Where(input => !others.Contains(input)))
            {
                problems.Add(ErrorCodes.UnknownCheckInput, check.Position,
                    $"the check '{check.Name}' of {source.Dataset} reads '{input}', which is no other dataset of the project",
                    NameGuess.Suggest(input, others));
            }
        }
    }

    private Reference? Bind(Source source, ContractRelationship relationship)
    {
        var tables = relationship.To.Select(to => to.Split('.')[0]).Distinct().ToList();
        if (relationship.From.Concat(relationship.To).FirstOrDefault(path => path.Contains('/')) is { } byIds)
        {
            return Report(ErrorCodes.UnknownReference, relationship,
                $"'{YamlText.Shorten(byIds)}' names a column by ids, which cannot be enforced",
                "Write columns, such as 'to: customers.id', or add the custom property 'on_missing' with 'ignore'.");
        }
        if (tables.Count != 1)
        {
            return Report(ErrorCodes.UnknownReference, relationship,
                $"the relationship leads to {tables.Count} tables", "Name the columns of one table.");
        }
        if (Parent(tables[0]) is not { } parent)
        {
            return Report(ErrorCodes.UnknownReference, relationship,
                $"the relationship leads to '{YamlText.Shorten(tables[0])}', which no source of the project feeds",
                NameGuess.Suggest(tables[0], [.. sources.Select(s => s.Dataset)]));
        }
        var to = relationship.To.Select(path => path[(tables[0].Length + 1)..]).ToList();
        var (ours, theirs) = (Columns(source, relationship.From, relationship), Columns(parent, to, relationship));
        if (ours is null || theirs is null || ours.Count != theirs.Count)
        {
            return null;
        }
        var reference = new Reference(relationship.From, parent.Dataset, to, relationship);
        foreach (var (our, their) in ours.Zip(theirs).Where(pair => !IsSameKind(pair.First.Type, pair.Second.Type)))
        {
            Report(ErrorCodes.ReferenceTypes, relationship,
                $"{source.Dataset}.{our.Path} is of type {our.Type} and {parent.Dataset}.{their.Path} of type "
                + $"{their.Type}",
                "Give both the same type.");
        }
        if (reference.Withholds && parent != source)
        {
            RequireStable(reference, parent);
        }
        return reference;
    }

    private static bool IsSameKind(FieldType our, FieldType their) => our.GetType() == their.GetType();

    // Withheld records come back when their parent appears; if parents could vanish, the order of arrival would decide.
    private void RequireStable(Reference reference, Source parent)
    {
        var key = parent.Contract.PrimaryKey.Select(field => field.Path).ToList();
        var answer = reference.OnMissing.ToString().ToLowerInvariant();
        if (reference.To.FirstOrDefault(column => !key.Contains(column)) is { } column)
        {
            Report(ErrorCodes.UnstableReference, reference.Declared,
                $"{parent.Dataset}.{column} is no part of the primary key, so its values can vanish when a row gives way to "
                + $"an earlier one, and 'on_missing: {answer}' would depend on the order of arrival",
                $"Refer to the primary key ({string.Join(", ", key)}), or write 'block' or 'warn'.");
        }
        if (parent.QuarantiningChecks.Count > 0)
        {
            Report(ErrorCodes.UnstableReference, reference.Declared,
                $"rows of {parent.Dataset} can be quarantined later by the check '{parent.QuarantiningChecks[0].Name}', "
                + $"and 'on_missing: {answer}' would depend on the order of arrival",
                "Let that check block or warn, or write 'on_missing: block' or 'warn'.");
        }
    }

    private Source? Parent(string table) => sources.FirstOrDefault(source => source.Dataset == table)
        ?? (sources.Where(source => source.Contract.Table == table).ToList() is [var only] ? only : null);

    private List<RecordField>? Columns(Source source, IReadOnlyList<string> paths, ContractRelationship relationship)
    {
        var fields = new List<RecordField>();
        foreach (var path in paths)
        {
            var field = source.Contract.Shape.Find(path);
            if (field is null)
            {
                var known = source.Contract.Shape.All.Where(f => f.Type.IsSingle).Select(f => f.Path).ToList();
                Report(ErrorCodes.UnknownReference, relationship,
                    $"{source.Dataset} has no column '{YamlText.Shorten(path)}'", NameGuess.Suggest(path, known));
                return null;
            }
            if (!field.Type.IsSingle || path.Contains("[]", StringComparison.Ordinal))
            {
                Report(ErrorCodes.BadReferenceColumn, relationship,
                    $"{source.Dataset}.{field.Path} is not a single value per record",
                    "Refer with single values; 'on_missing: ignore' keeps the relationship for people.");
                return null;
            }
            fields.Add(field);
        }
        return fields;
    }

    private List<Source> InOrder(List<Source> bound)
    {
        if (bound.TrueForAll(source => source.References.Count == 0))
        {
            return bound;
        }
        var left = bound.CountBy(source => source.Dataset).ToDictionary();
        var parents = bound.ConvertAll(source => source.Parents.Where(left.ContainsKey).ToList());
        var children = Enumerable.Range(0, bound.Count).SelectMany(i => parents[i].Select(parent => (Parent: parent, Child: i)))
            .ToLookup(pair => pair.Parent, pair => pair.Child);
        var awaited = parents.ConvertAll(all => all.Count);
        var free = new PriorityQueue<int, int>(Enumerable.Range(0, bound.Count).Where(i => awaited[i] == 0).Select(i => (i, i)));
        var ordered = new List<Source>();
        while (free.TryDequeue(out var next, out _))
        {
            var source = bound[next];
            ordered.Add(source);
            foreach (var child in --left[source.Dataset] == 0 ? children[source.Dataset].Where(child => --awaited[child] == 0) : [])
            {
                free.Enqueue(child, child);
            }
        }
        if (ordered.Count < bound.Count)
        {
            ReportCycle([.. bound.Except(ordered)]);
            return bound;
        }
        foreach (var (source, reference) in ordered.SelectMany(source => source.References.Select(r => (source, r))))
        {
            if (reference.Withholds && reference.Parent == source.Dataset)
            {
                Report(ErrorCodes.ReferenceCycle, reference.Declared,
                    $"records of {source.Dataset} cannot be withheld by records of {source.Dataset} itself",
                    "Write 'on_missing: block' or 'warn', which look at the whole table.");
            }
        }
        return ordered;
    }

    private void ReportCycle(List<Source> left)
    {
        var circle = new List<string> { left[0].Dataset };
        while (circle.Distinct().Count() == circle.Count)
        {
            var here = left.Find(source => source.Dataset == circle[^1])!;
            circle.Add(here.Parents.First(parent => left.Any(source => source.Dataset == parent)));
        }
        circle = circle[circle.IndexOf(circle[^1])..];
        var first = left.Find(source => source.Dataset == circle[0])!;
        var reference = first.References.FirstOrDefault(r => r.Parent == circle[1]);
        problems.Add(ErrorCodes.ReferenceCycle, reference?.Declared.Position ?? first.Position,
            $"datasets refer to each other in a circle: {string.Join(" to ", circle)}",
            "Give a relationship the custom property 'on_missing' with 'ignore', or take an input from a check.");
    }

    private Reference? Report(string code, ContractRelationship relationship, string message, string suggestion)
    {
        problems.Add(code, relationship.Position, message, suggestion);
        return null;
    }
}
