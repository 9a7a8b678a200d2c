using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Silver;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>What is known of the files that Spark staged.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkStagedFilesTests(SparkConnectFixture spark) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("staged-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task Columns_whose_names_look_like_paths_of_others_have_their_own_statistics()
    {
        var (number, text) = (PrimitiveType.Long, PrimitiveType.String);
        var schema = new StructType(
        [
            new("list", new ArrayType(new StructType([new("x", number), new("y", number)]))),
            new("map", new MapType(text, number)),
            new("a", new StructType([new("b", number), new("c, d", number)])),
            new("a, b", text),
            new("a, c", new StructType([new("d", text)])),
        ]);
        await using var engine = new SparkEngine(
            new LocalStorage(_folder, Guid.NewGuid),
            new SparkEngineOptions(spark.Address, TimeProvider.System, Guid.NewGuid) { Settings = SparkVerdict.Settings });

        var files = await engine.StageAsync(
            """
            SELECT array(named_struct('x', 8L, 'y', 9L)) AS list, map('k', 7L) AS map, named_struct('b', id, 'c, d', id + 10) AS a,
              concat('t', id) AS `a, b`, named_struct('d', concat('u', id)) AS `a, c` FROM range(3, 6)
            """,
            new StageTarget("odd", schema, []), CancellationToken.None);

        Assert.Equal(3, files.Sum(file => file.Rows));
        Assert.Equal(
            ["a/b 3 5 0", "a/c, d 13 15 0", "a, b t3 t5 0", "a, c/d u3 u5 0"],
            files.SelectMany(file => file.Columns).Where(column => column.Min is not null)
                .GroupBy(column => string.Join('/', column.Path))
                .Select(same => $"{same.Key} {same.Min(column => column.Min)} {same.Max(column => column.Max)} {same.Sum(column => column.NullCount)}"));
    }
}
