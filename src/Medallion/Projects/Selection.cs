using System.IO.Enumeration;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Projects;

/// <summary>Which sources, datasets and products take part in a run.</summary>
public static class Selection
{
    /// <summary>The names that patterns with <c>*</c> and <c>?</c> match; null when there are no patterns.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NothingSelected"/>: a pattern matches nothing.</exception>
    public static IReadOnlySet<string>? Of(Project project, IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count == 0)
        {
            return null;
        }
        var names = project.Sources.SelectMany(source => new[] { source.Name, source.Dataset })
            .Concat(project.Products.Select(product => product.Name)).Distinct().ToList();
        var selected = new HashSet<string>();
        foreach (var pattern in patterns)
        {
            var matches = names.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name)).ToList();
            if (matches.Count == 0)
            {
                throw new MedallionException(
                    ErrorCodes.NothingSelected,
                    $"'{pattern}' is no source, dataset or product of this project. It has: {string.Join(", ", names.Order())}.");
            }
            selected.UnionWith(matches);
        }
        return selected;
    }
}
