using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Reads <c>lakehouse.yaml</c>.</summary>
internal static class SettingsReader
{
    private static readonly string[] Engines = ["duckdb", "spark"];

    public static Project? Read(ProjectFile file, string? environment, ProblemList problems)
    {
        if (YamlReader.Read(file.Path, file.Text, problems) is not { } root)
        {
            return null;
        }
        var reader = new MappingReader(root, "the project", problems);
        reader.Require("name", "Add 'name:' with a short name of the project.");
        var settings = Override(new ProjectSettings("tables", "landing", "duckdb"), reader);
        var environments = ReadEnvironments(reader, settings);
        if (environment is not null && !environments.ContainsKey(environment))
        {
            problems.Add(ErrorCodes.UnknownEnvironment, reader.PositionOf("environments"),
                $"there is no environment '{environment}'", environments.Count == 0
                    ? "Declare it under 'environments:' or leave the environment out."
                    : NameGuess.Suggest(environment, environments.Keys));
        }
        var project = new Project(reader.Name("name") ?? "?",
            environment is null ? settings : environments.GetValueOrDefault(environment, settings))
        {
            Engines = ReadEngines(reader, settings),
            Resources = ReadResources(reader),
            Domains = ReadDomains(reader),
            Naming = NamingReader.Read(reader),
            Compatibility = reader.Choice("compatibility", CompatibilityModes.Names) is { } mode
                ? CompatibilityModes.Find(mode)!.Value : CompatibilityMode.Backward,
            Environments = [.. environments.Keys.Order(StringComparer.Ordinal)],
        };
        reader.Finish();
        return project;
    }

    private static ProjectSettings Override(ProjectSettings settings, MappingReader reader)
    {
        return new ProjectSettings(RootPath.Read(reader, "storage") ?? settings.Storage,
            RootPath.Read(reader, "landing") ?? settings.Landing, reader.Choice("engine", Engines) ?? settings.Engine)
        {
            Remote = ReadRemote(reader) ?? settings.Remote,
        };
    }

    private static string? ReadRemote(MappingReader reader)
    {
        var remote = reader.Text("remote");
        if (remote?.StartsWith("sc://", StringComparison.Ordinal) == false)
        {
            reader.Report(ErrorCodes.InvalidValue, "remote", "'remote' is no address of a Spark Connect server", "Write 'remote: sc://host:port'.");
        }
        return remote;
    }

    private static List<string> ReadEngines(MappingReader reader, ProjectSettings settings)
    {
        var named = reader.Scalars("engines");
        foreach (var engine in named.Where(engine => !Engines.Contains(engine.Text)))
        {
            reader.Problems.Add(ErrorCodes.InvalidValue, engine.Position, $"there is no engine '{YamlText.Shorten(engine.Text)}'",
                NameGuess.Suggest(engine.Text, Engines));
        }
        return named.Count == 0 ? [settings.Engine] : [.. named.Select(engine => engine.Text).Distinct()];
    }

    private static Dictionary<string, ProjectSettings> ReadEnvironments(MappingReader reader, ProjectSettings settings)
    {
        var environments = new Dictionary<string, ProjectSettings>(StringComparer.Ordinal);
        foreach (var (name, inner) in Named(reader, "environments", "environment"))
        {
            environments[name] = Override(settings, inner);
            inner.Finish();
        }
        return environments;
    }

    private static Dictionary<string, Domain> ReadDomains(MappingReader reader)
    {
        var domains = new Dictionary<string, Domain>(StringComparer.Ordinal);
        foreach (var (name, inner) in Named(reader, "domains", "domain"))
        {
            var owner = inner.RequiredText("owner", "Add 'owner:' with the people who answer for its data.");
            domains[name] = new Domain(name, owner ?? "?", inner.Text("description"));
            inner.Finish();
        }
        return domains;
    }

    private static Resources ReadResources(MappingReader reader)
    {
        if (reader.Mapping("resources", "the resources") is not { } inner)
        {
            return new Resources();
        }
        var read = new Resources(inner.Size("memory"), inner.WholeNumber("threads", 1), RootPath.Read(inner, "spill"));
        inner.Finish();
        return read;
    }

    private static IEnumerable<(string Name, MappingReader Reader)> Named(MappingReader reader, string key, string what)
    {
        if (reader.Mapping(key, $"'{key}'") is not { } all)
        {
            yield break;
        }
        foreach (var (name, _) in all.Entries())
        {
            if (!MappingReader.IsSafeName(name.Text))
            {
                reader.Problems.Add(ErrorCodes.UnsafeName, name.Position, $"the name of the {what} '{YamlText.Shorten(name.Text)}' cannot be used",
                    "Use at most 100 of a-z, 0-9 and _, not starting with a digit.");
            }
            else if (all.Mapping(name.Text, $"{what} '{name.Text}'") is { } inner)
            {
                yield return (name.Text, inner);
            }
            else
            {
                all.Require(name.Text, $"Write its keys below '{name.Text}:', or remove it.");
            }
        }
    }
}
