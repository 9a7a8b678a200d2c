using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Projects;

/// <summary>Reads the files of a project folder: all of them, and all that is wrong with them.</summary>
public static class ProjectReader
{
    /// <summary>Reads a project.</summary>
    /// <param name="files">
    /// The project's files. Those that are neither <c>lakehouse.yaml</c> nor <c>.yaml</c> or <c>.sql</c> files below
    /// <c>contracts/</c>, <c>sources/</c> and <c>products/</c>, nor <c>.json</c> files below <c>contracts/</c>, are not looked at.
    /// </param>
    /// <param name="environment">The environment whose settings win, or null for the project's own.</param>
    /// <exception cref="ContractException">With all problems of all files.</exception>
    public static Project Read(IReadOnlyList<ProjectFile> files, string? environment)
    {
        var problems = new ProblemList();
        var layout = new ProjectLayout(files, problems);
        var project = ReadSettings(layout, environment, problems);
        var suites = ReadSuites(layout, problems);
        var schemas = new SchemaSet(
            [.. layout.Schemas.Select(file => new SchemaFile(file.Path, file.Text))], SchemaContractReader.Options, problems);
        var contracts = ReadContracts(layout, schemas, suites, problems);
        var versions = ReadVersions(layout, contracts, schemas, suites, problems);
        var sources = new ReferenceBinder(ReadSources(layout, contracts, versions, problems), problems).Bind();
        var products = ReadProducts(layout, project, suites, problems);
        if (project is not null)
        {
            CheckDomains(layout, project, problems);
            CheckNames(contracts, project, problems);
        }
        problems.ThrowIfAny();
        return project! with { Contracts = contracts, Sources = sources, Products = products, Suites = suites.Suites };
    }

    /// <summary>Reads <c>lakehouse.yaml</c> alone: the project without contracts, sources and products.</summary>
    /// <param name="files">The project's files.</param>
    /// <param name="environment">As for <see cref="Read"/>.</param>
    /// <exception cref="ContractException">With all problems of the file.</exception>
    public static Project ReadSettings(IReadOnlyList<ProjectFile> files, string? environment = null)
    {
        var problems = new ProblemList();
        var project = ReadSettings(files, environment, problems);
        problems.ThrowIfAny();
        return project!;
    }

    /// <summary>Reads <c>lakehouse.yaml</c> alone, or gives null where it is wrong; <see cref="Read"/> says how.</summary>
    /// <param name="files">The project's files.</param>
    /// <param name="environment">As for <see cref="Read"/>.</param>
    public static Project? FindSettings(IReadOnlyList<ProjectFile> files, string? environment)
    {
        var problems = new ProblemList();
        var project = ReadSettings(files, environment, problems);
        return problems.Count == 0 ? project : null;
    }

    private static Project? ReadSettings(IReadOnlyList<ProjectFile> files, string? environment, ProblemList problems) =>
        ReadSettings(
            new ProjectLayout([.. files.Where(f => f.Path == ProjectLayout.ProjectFileName)], problems), environment, problems);

    private static Project? ReadSettings(ProjectLayout layout, string? environment, ProblemList problems)
    {
        if (layout.Project is { } file)
        {
            return SettingsReader.Read(file, environment, problems);
        }
        problems.Add(ErrorCodes.MisplacedFile, new FilePosition(ProjectLayout.ProjectFileName),
            "the folder has no lakehouse.yaml, so it is no project",
            "Name the project's folder, or make a new project with 'medallion init'.");
        return null;
    }

    private static SuiteChecks ReadSuites(ProjectLayout layout, ProblemList problems)
    {
        var suites = new Dictionary<string, ExpectationSuite>(StringComparer.Ordinal);
        foreach (var (name, file) in layout.Suites)
        {
            if (SuiteReader.Read(file.Path, file.Text, problems) is { } suite)
            {
                suites.Add(name, suite);
            }
        }
        return new SuiteChecks(suites, [.. layout.Suites.Keys]);
    }

    private static Dictionary<string, Contract> ReadContracts(
        ProjectLayout layout, SchemaSet schemas, SuiteChecks suites, ProblemList problems)
    {
        var contracts = new Dictionary<string, Contract>(StringComparer.Ordinal);
        // Of each file the problems by themselves, so that the order in which files are read does not show.
        var files = layout.Contracts.Select(entry => new NamedFile(entry.Key, entry.Value)).ToList();
        var read = ManyItems.Read(files, named =>
        {
            var (own, file) = (new ProblemList(), named.File);
            var contract = IsSchema(file)
                ? null
                : ContractReader.Read(file.Path, file.Text, named.Key, own, suites);
            return new ReadContract(named.Key, file, contract, own);
        });
        foreach (var (key, file, open, own) in read)
        {
            // Schemas share what they refer to, and are read one by one.
            var contract = IsSchema(file) ? SchemaContractReader.Read(file.Path, key, schemas, own) : open;
            problems.Add(own);
            if (contract is not null && own.Count == 0)
            {
                contracts.Add(key, contract);
            }
        }
        return contracts;
    }

    private static ContractVersions ReadVersions(
        ProjectLayout layout, Dictionary<string, Contract> contracts, SchemaSet schemas, SuiteChecks suites, ProblemList problems)
    {
        var versions = new ContractVersions();
        foreach (var (key, file) in layout.Versions)
        {
            var before = problems.Count;
            var read = IsSchema(file)
                ? SchemaContractReader.Read(file.Path, key, schemas, problems)
                : ContractReader.Read(file.Path, file.Text, key, problems, suites);
            if (read is { } version && problems.Count == before
                && contracts.GetValueOrDefault(key) is { } current)
            {
                versions.Add(version, current, problems);
            }
        }
        return versions;
    }

    private static bool IsSchema(ProjectFile file) => file.Path.EndsWith(ProjectLayout.SchemaEnding, StringComparison.Ordinal);

    private static List<Source> ReadSources(
        ProjectLayout layout, Dictionary<string, Contract> contracts, ContractVersions versions, ProblemList problems)
    {
        var keys = layout.Contracts.Keys.ToHashSet(StringComparer.Ordinal);
        var files = layout.Sources.Select(entry => new NamedFile(entry.Key, entry.Value)).ToList();
        var read = ManyItems.Read(files, named =>
        {
            var own = new ProblemList();
            return new ReadSource(new SourceReader(contracts, keys, versions, own).Read(named.Key, named.File), own);
        });
        var (sources, byDataset) = (new List<Source>(), new Dictionary<string, Source>(StringComparer.Ordinal));
        foreach (var (source, own) in read)
        {
            problems.Add(own);
            if (source is null)
            {
                continue;
            }
            if (!byDataset.TryAdd(source.Dataset, source))
            {
                var first = byDataset[source.Dataset];
                problems.Add(ErrorCodes.DuplicateDataset, source.Position,
                    $"the dataset '{source.Dataset}' is fed by this source and by {first.Position.File}",
                    "Give one of them another 'dataset'.");
            }
            sources.Add(source);
        }
        return sources;
    }

    private static List<Product> ReadProducts(
        ProjectLayout layout, Project? project, SuiteChecks suites, ProblemList problems)
    {
        var products = new List<Product>();
        var files = new List<NamedProduct>();
        foreach (var (key, file) in layout.Products)
        {
            if (!layout.Queries.TryGetValue(key, out var query))
            {
                problems.Add(ErrorCodes.IncompleteProduct, new FilePosition(file.Path), $"the product '{key}' has no query",
                    $"Write products/{key}.sql.");
                query = new ProjectFile($"products/{key}.sql", "");
            }
            var domain = project?.Domains.GetValueOrDefault(key.Split('/')[0]);
            files.Add(new NamedProduct(key, file, query, domain));
        }
        var read = ManyItems.Read(files, one =>
        {
            var own = new ProblemList();
            return new ReadProduct(ProductReader.Read(one.Key, one.File, one.Query, one.Domain, suites, own), own);
        });
        foreach (var (product, own) in read)
        {
            problems.Add(own);
            if (product is not null)
            {
                products.Add(product);
            }
        }
        foreach (var (key, file) in layout.Queries)
        {
            if (layout.Products.ContainsKey(key))
            {
                continue;
            }
            problems.Add(ErrorCodes.IncompleteProduct, new FilePosition(file.Path), $"the product '{key}' has no description",
                $"Write products/{key}.yaml, at least with 'description:'.");
        }
        foreach (var twin in products.GroupBy(p => p.Name).SelectMany(same => same.Skip(1)))
        {
            problems.Add(ErrorCodes.DuplicateProduct, twin.Position,
                $"there is a product '{twin.Name}' in another domain too; both would be gold.{twin.Name}", "Rename one of them.");
        }
        return [.. products.OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    private static void CheckNames(Dictionary<string, Contract> contracts, Project project, ProblemList problems)
    {
        foreach (var contract in contracts.Values)
        {
            foreach (var problem in NamingCheck.Problems(project.Naming, contract))
            {
                problems.Add(problem.Code, problem.Position, problem.Message, problem.Suggestion);
            }
        }
    }

    private static void CheckDomains(ProjectLayout layout, Project project, ProblemList problems)
    {
        var reported = new HashSet<string>();
        foreach (var files in new[] { layout.Contracts, layout.Products })
        {
            foreach (var (key, file) in files)
            {
                var domain = key.Split('/')[0];
                if (!project.Domains.ContainsKey(domain) && reported.Add(domain))
                {
                    problems.Add(ErrorCodes.UnknownDomain, new FilePosition(file.Path),
                        $"the folder's domain '{domain}' is not declared in lakehouse.yaml",
                        NameGuess.Nearest(domain, project.Domains.Keys) is { } near
                            ? $"Did you mean '{near}'?"
                            : $"Add it: 'domains: {{ {domain}: {{ owner: ... }} }}'.");
                }
            }
        }
    }

    private sealed record ReadContract(string Key, ProjectFile File, Contract? Contract, ProblemList Problems);

    private sealed record ReadSource(Source? Source, ProblemList Problems);

    private sealed record NamedProduct(string Key, ProjectFile File, ProjectFile Query, Domain? Domain);

    private sealed record ReadProduct(Product? Product, ProblemList Problems);
}
