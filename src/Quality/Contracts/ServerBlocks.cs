using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Checks <c>servers</c>: each type has its own keys, of which some are required.</summary>
internal static class ServerBlocks
{
    // Keys with '!' are required; those of version 3.2 of the standard are known too.
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["api"] = "location!",
        ["athena"] = "stagingDir! schema! catalog regionName",
        ["azure"] = "location! format! delimiter",
        ["bigquery"] = "project! dataset!",
        ["clickhouse"] = "host! port! database!",
        ["cloudsql"] = "host! port! database! schema!",
        ["custom"] = "account catalog database dataset delimiter endpointUrl format host location path port project region regionName schema serviceName stagingDir warehouse stream",
        ["databricks"] = "catalog! schema! host",
        ["db2"] = "host! port! database! schema",
        ["denodo"] = "host! port! database",
        ["dremio"] = "host! port! schema",
        ["duckdb"] = "database! schema",
        ["exasol"] = "host! port schema database",
        ["glue"] = "account! database! location format",
        ["hana"] = "host! port database schema",
        ["hive"] = "host! port database!",
        ["iceberg"] = "catalog location namespace database schema host",
        ["impala"] = "host! port database!",
        ["informix"] = "host! port database!",
        ["kafka"] = "host! format",
        ["kinesis"] = "stream region format",
        ["local"] = "path! format!",
        ["mysql"] = "host! port! database!",
        ["oracle"] = "host! port! serviceName!",
        ["postgres"] = "host! port! database! schema!",
        ["postgresql"] = "host! port! database! schema!",
        ["presto"] = "host! catalog schema",
        ["pubsub"] = "project!",
        ["redshift"] = "database! schema! host region account",
        ["s3"] = "location! endpointUrl format delimiter",
        ["sftp"] = "location! format delimiter",
        ["snowflake"] = "account! database! schema! host port warehouse",
        ["sqlserver"] = "host! port database! schema!",
        ["synapse"] = "host! port! database!",
        ["teradata"] = "host! port database",
        ["trino"] = "host! port! catalog! schema!",
        ["vertica"] = "host! port! database! schema!",
        ["zen"] = "host! port database!",
    };

    public static void Check(MappingReader contract)
    {
        foreach (var server in contract.Mappings("servers", static (s, _) => $"server '{s.Peek("server") ?? "?"}'"))
        {
            StandardBlocks.Id(server);
            StandardBlocks.CustomProperties(server);
            StandardBlocks.Roles(server);
            StandardBlocks.Texts(server, "description", "environment");
            server.RequiredText("server", "Add 'server:' with its name.");
            server.Require("type", "Add 'type:' such as postgres or local.");
            if (server.Choice("type", Keys.Keys) is not { } type)
            {
                server.IgnoreRest();
                continue;
            }
            foreach (var key in Keys[type].Split(' '))
            {
                if (key.EndsWith('!'))
                {
                    server.RequiredText(key[..^1], $"A server of type '{type}' needs it.");
                }
                else
                {
                    server.Text(key);
                }
            }
            server.Finish();
        }
    }
}
