using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;
using Lakehouse.TestKit;

namespace Lakehouse.Quality.Tests.Projects;

public sealed class ProjectReaderTests
{
    [Fact]
    public void A_good_project_is_read_with_its_defaults()
    {
        var project = new ShopFiles().Read();
        Assert.Equal(("shop", "tables", "landing", "duckdb"), (project.Name, project.Storage, project.Landing, project.Engine));
        Assert.Equal("sales-team@example.com", project.Domains["sales"].Owner);
        Assert.Equal(new Resources(), project.Resources);
        var source = Assert.Single(project.Sources);
        Assert.Equal(("orders", "orders", "ordered_at"), (source.Name, source.Dataset, source.EventTime.Path));
        Assert.Equal(new Landing("orders", "*.jsonl*", TimeSpan.Zero, Compression.Auto), source.Landing);
        Assert.Equal((DeduplicationScope.Day, null, ChangePolicy.Rebuild), (source.Scope, source.Lateness, source.OnChange));
        Assert.Same(project.Contracts["sales/orders"], source.Contract);
        var product = Assert.Single(project.Products);
        Assert.Equal(("daily", "sales", "sales-team@example.com"), (product.Name, product.Domain, product.Owner));
        Assert.StartsWith("select event_date", product.Sql);
        var grain = Assert.Single(product.Checks);
        Assert.Equal((TableMetric.DuplicateValues, Severity.Error), (grain.Metric, grain.Severity));
    }

    [Fact]
    public void Everything_that_can_be_said_of_a_source_is_read()
    {
        var source = Assert.Single(new ShopFiles().With("sources/orders.yaml", """
            dataset: sales_orders
            kind: events
            landing: { folder: in/orders, glob: "*/*.json", quiet: 90s }
            format: jsonl
            compression: gzip
            contract: sales/orders
            event_time: ordered_at
            deduplicate: { scope: table }
            lateness: { max: 7d, action: accept }
            on_change: forward
            """).Read().Sources);
        Assert.Equal(("orders", "sales_orders"), (source.Name, source.Dataset));
        Assert.Equal(new Landing("in/orders", "*/*.json", TimeSpan.FromSeconds(90), Compression.Gzip), source.Landing);
        Assert.Equal(DeduplicationScope.Table, source.Scope);
        Assert.Equal(new Lateness(TimeSpan.FromDays(7), LateAction.Accept), source.Lateness);
        Assert.Equal(ChangePolicy.Forward, source.OnChange);
    }

    [Fact]
    public void An_environment_overrides_what_it_names()
    {
        var files = new ShopFiles().With("lakehouse.yaml", ShopFiles.Settings + """

            storage: here
            landing: in
            environments:
              prod: { storage: /data/tables }
            resources: { memory: 1.5GB, threads: 2, spill: /tmp }
            """);
        Assert.Equal(("here", "in"), (files.Read().Storage, files.Read().Landing));
        Assert.Equal(("/data/tables", "in"), (files.Read("prod").Storage, files.Read("prod").Landing));
        Assert.Equal(new Resources(1_500_000_000, 2, "/tmp"), files.Read().Resources);
        var problem = Assert.Single(files.Problems("prd"));
        Assert.Equal((ErrorCodes.UnknownEnvironment, "Did you mean 'prod'?"), (problem.Code, problem.Suggestion));
    }

    [Theory]
    [InlineData("contracts/orders.yaml", "QUA0111", "contracts/<domain>/<name>.yaml")]
    [InlineData("contracts/sales/eu/orders.yaml", "QUA0111", "contracts/<domain>/<name>.yaml")]
    [InlineData("contracts/sales/returns.yml", "QUA0111", "returns.yaml")]
    [InlineData("contracts/sales/returns.YAML", "QUA0111", "returns.yaml")]
    [InlineData("contracts/sales/returns.sql", "QUA0111", "products/<domain>")]
    [InlineData("contracts/sales/Returns.yaml", "QUA0108", "Rename it")]
    [InlineData("contracts/Sa-les/returns.yaml", "QUA0108", "Rename it")]
    [InlineData("sources/sales/returns.yaml", "QUA0111", "sources/<name>.yaml")]
    [InlineData("products/returns.sql", "QUA0111", "products/<domain>/<name>.sql")]
    [InlineData("products/sales/re turns.sql", "QUA0108", "Rename it")]
    [InlineData("products/sales/returns.SQL", "QUA0111", "returns.sql")]
    [InlineData("products/sales/returns.sql", "QUA0401", "Write products/sales/returns.yaml")]
    public void A_file_that_would_not_be_read_is_told(string path, string code, string told)
    {
        var problem = Assert.Single(new ShopFiles().With(path, "select 1").Problems());
        Assert.Equal((code, path), (problem.Code, problem.File));
        Assert.Contains(told, problem.Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("contracts/README.md")]
    [InlineData("products/sales/notes.txt")]
    [InlineData("sources/.orders.yaml.swp")]
    [InlineData("landing/orders/a.yaml")]
    [InlineData("contracts/sales/.hidden.yaml")]
    public void Other_files_are_nobodys_business(string path) =>
        Assert.Equal("shop", new ShopFiles().With(path, "\0").Read().Name);

    [Fact]
    public void A_folder_without_lakehouse_yaml_is_no_project()
    {
        var problem = Assert.Single(new ShopFiles().Without("lakehouse.yaml").Problems());
        Assert.Equal((ErrorCodes.MisplacedFile, "lakehouse.yaml"), (problem.Code, problem.File));
        Assert.Contains("medallion init", problem.Suggestion);
    }

    [Fact]
    public void A_product_without_a_query_is_told()
    {
        var problem = Assert.Single(new ShopFiles().Without("products/sales/daily.sql").Problems());
        Assert.Equal((ErrorCodes.IncompleteProduct, "products/sales/daily.yaml"), (problem.Code, problem.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-- nothing\n")]
    [InlineData("select 'a")]
    [InlineData("select /* a")]
    [InlineData("select '\0'")]
    public void A_query_that_is_none_is_told(string sql)
    {
        var problem = Assert.Single(new ShopFiles().With("products/sales/daily.sql", sql).Problems());
        Assert.Equal((ErrorCodes.BadExpression, "products/sales/daily.sql"), (problem.Code, problem.File));
    }

    [Fact]
    public void Two_sources_of_one_dataset_are_told()
    {
        var problem = Assert.Single(new ShopFiles()
            .With("sources/orders_eu.yaml", ShopFiles.OrdersSource + "\ndataset: orders\n").Problems());
        Assert.Equal((ErrorCodes.DuplicateDataset, "sources/orders_eu.yaml"), (problem.Code, problem.File));
        Assert.Contains("sources/orders.yaml", problem.Message);
    }

    [Fact]
    public void Two_products_of_one_name_are_told()
    {
        var files = new ShopFiles().Replace("lakehouse.yaml", "domains:", "domains:\n  web: { owner: w }")
            .With("products/web/daily.sql", "select 1").With("products/web/daily.yaml", "description: x");
        var problem = Assert.Single(files.Problems());
        Assert.Equal((ErrorCodes.DuplicateProduct, "products/web/daily.yaml"), (problem.Code, problem.File));
    }

    [Fact]
    public void A_source_of_a_broken_contract_is_not_blamed_for_it()
    {
        var problem = Assert.Single(new ShopFiles().Replace("contracts/sales/orders.yaml", "status: active", "status: [active]").Problems());
        Assert.Equal("contracts/sales/orders.yaml", problem.File);
    }

    [Fact]
    public void The_problems_of_all_files_are_told_at_once_by_file_and_line()
    {
        var problems = new ShopFiles()
            .Replace("lakehouse.yaml", "name: shop", "nam: shop")
            .Replace("contracts/sales/orders.yaml", "version: 1.0.0", "versoin: 1.0.0")
            .Replace("contracts/sales/orders.yaml", "logicalType: timestamp", "logicalType: datetime")
            .Replace("sources/orders.yaml", "kind: events", "kind: evnts")
            .Replace("products/sales/daily.yaml", "grain: [event_date]", "grian: [event_date]").Problems();
        Assert.Equal(
            [
                "contracts/sales/orders.yaml:1", "contracts/sales/orders.yaml:4", "contracts/sales/orders.yaml:13",
                "lakehouse.yaml:1", "lakehouse.yaml:1", "products/sales/daily.yaml:2", "sources/orders.yaml:1",
            ], problems.Select(p => $"{p.File}:{p.Line}"));
        var told = new ContractException(problems);
        Assert.Equal((ErrorCodes.SeveralProblems, false), (told.Code, told.IsTransient));
        Assert.All(problems, p => Assert.Contains(p.ToString(), told.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_folder_has_one_problem() =>
        Assert.Single(Assert.Throws<ContractException>(() => ProjectReader.Read([], null)).Problems);

    [Theory]
    [InlineData("shop")]
    [InlineData("events")]
    public void The_samples_are_read(string sample)
    {
        var root = Path.Combine(Repository.Root, "samples", sample);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("landing/", StringComparison.Ordinal))
            .Select(f => new ProjectFile(f, File.ReadAllText(Path.Combine(root, f))));
        var project = ProjectReader.Read([.. files], null);
        Assert.Equal(sample, project.Name);
        Assert.NotEmpty(project.Products);
        Assert.All(project.Sources, s => Assert.IsType<FieldType.Timestamp>(s.EventTime.Type));
    }
}
