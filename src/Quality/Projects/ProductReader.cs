using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Reads a description of <c>products/</c> and joins it with its query.</summary>
internal static class ProductReader
{
    public static Product? Read(string key, ProjectFile file, ProjectFile query, Domain? domain, SuiteChecks suites, ProblemList problems)
    {
        if (YamlReader.Read(file.Path, file.Text, problems) is not { } root)
        {
            return null;
        }
        var (domainName, name) = (key[..key.IndexOf('/')], key[(key.IndexOf('/') + 1)..]);
        var reader = new MappingReader(root, $"product '{name}'", problems);
        var grain = ReadColumns(reader, "grain");
        var product = new Product(name, domainName, query.Text, query.Path, new FilePosition(file.Path))
        {
            Owner = reader.Text("owner") ?? domain?.Owner ?? "?",
            Description = reader.Text("description"),
            Purpose = reader.Text("purpose"),
            Consumers = reader.Texts("consumers"),
            Grain = grain,
            PartitionedBy = ReadColumns(reader, "partitioned_by"),
            Sla = reader.Node("sla") is { } sla ? YamlJson.Write(sla) : null,
            Checks = [.. GrainCheck(reader, grain), .. ReadChecks(reader, suites)],
        };
        reader.Finish();
        return product;
    }

    private static IEnumerable<TableCheck> GrainCheck(MappingReader reader, IReadOnlyList<string> grain)
    {
        if (grain.Count > 0)
        {
            yield return new TableCheck($"one row for each {string.Join(", ", grain)}", TableMetric.DuplicateValues,
                new Threshold(Comparison.Equal, 0), reader.PositionOf("grain"))
            {
                Columns = grain,
            };
        }
    }

    private static IEnumerable<TableCheck> ReadChecks(MappingReader reader, SuiteChecks suites)
    {
        foreach (var entry in QualityEntryReader.Read(reader))
        {
            if (entry.Severity == Severity.Quarantine)
            {
                entry.Source.Report(ErrorCodes.NoRowToBlame, "severity",
                    $"{entry.Source.Subject} has the severity 'quarantine', but rows of a product cannot be set aside",
                    "Write 'severity: error' or 'severity: warning'.");
                continue;
            }
            if (entry.Engine == SuiteChecks.Engine)
            {
                foreach (var check in suites.Read(entry))
                {
                    yield return check;
                }
                continue;
            }
            if (HistoryReader.IsOne(entry))
            {
                if (HistoryReader.Read(entry, null, IsColumnPath, hasLanding: false) is { } history)
                {
                    yield return history;
                }
                continue;
            }
            if (entry.Type == "custom")
            {
                entry.Source.Report(ErrorCodes.BadQualityEntry, "type", $"{entry.Source.Subject} is a rule for records",
                    "Rules belong into contracts; for a product write 'type: sql' with a query over {table}.");
                continue;
            }
            foreach (var check in TableCheckReader.Read(entry, null, IsColumnPath))
            {
                yield return check;
            }
        }
    }

    private static bool IsColumnPath(string path) => path.Split('.').All(MappingReader.IsSafeName);

    private static IReadOnlyList<string> ReadColumns(MappingReader reader, string key)
    {
        var columns = reader.Texts(key);
        var unsafeColumn = columns.FirstOrDefault(c => !MappingReader.IsSafeName(c));
        if (unsafeColumn is not null)
        {
            reader.Report(ErrorCodes.UnsafeName, key, $"'{key}' of {reader.Subject} names something that is no column",
                "Name columns of the query's result: a-z, 0-9 and _.");
        }
        if (columns.Distinct(StringComparer.Ordinal).Count() < columns.Count)
        {
            reader.Report(ErrorCodes.InvalidValue, key, $"'{key}' of {reader.Subject} names a column twice", "Keep it once.");
        }
        return columns;
    }
}
