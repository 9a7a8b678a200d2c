using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>The references of the rows of a relation, one a row: of those in an array as many as it has elements.</summary>
/// <param name="Relation">The relation with its alias, and the elements where there is an array.</param>
/// <param name="Columns">What refers, in the order of the reference.</param>
/// <param name="Dialect">The words of the engine.</param>
internal sealed record ReferenceSql(string Relation, IReadOnlyList<string> Columns, StepDialect Dialect)
{
    private const string InArray = "[]";

    /// <summary>The references of a relation.</summary>
    public static ReferenceSql Of(Reference reference, string relation, string alias, StepDialect dialect)
    {
        var words = dialect.Words;
        if (!reference.From[0].Contains(InArray, StringComparison.Ordinal))
        {
            return new ReferenceSql($"{relation} as {alias}", [.. reference.From.Select(path => $"{alias}.{words.Path(path)}")], dialect);
        }
        var array = reference.From[0].Split(InArray)[0];
        return new ReferenceSql(
            $"{relation} as {alias}, lateral {string.Format(null, dialect.Each, $"{alias}.{words.Path(array)}")} as elements(element)",
            [.. reference.From.Select(path => "elements.element" + string.Concat(
                path[(array.Length + InArray.Length)..].Split('.', StringSplitOptions.RemoveEmptyEntries)
                    .Select(name => $".{words.Identifier(name)}")))],
            dialect);
    }

    /// <summary>The condition that a row refers to something that is not in the parent's relation.</summary>
    public string Missing(Reference reference, string parent)
    {
        var joined = reference.To.Zip(Columns, (to, our) => $"p.{Dialect.Words.Path(to)} = {our}");
        return $"{string.Join(" and ", Columns.Select(column => $"{column} is not null"))} "
            + $"and not exists (select 1 from {parent} as p where {string.Join(" and ", joined)})";
    }
}
