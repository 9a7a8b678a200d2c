using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;

namespace Lakehouse.Quality.Tests.Contracts.Versions;

public sealed class ContractVersionsTests
{
    [Theory]
    [InlineData("id: things", "id: other", "QUA0901", "its id is 'other'")]
    [InlineData("version: 1.0.0", "version: 1.1.0", "QUA0901", "named '1.0.0' and holds version 1.1.0")]
    public void A_version_says_what_its_place_says(string before, string after, string code, string message)
    {
        var problem = Assert.Single(VersionFiles.Of("", "").Replace(VersionFiles.Old, before, after).Problems());
        Assert.Equal((code, VersionFiles.Old), (problem.Code, problem.File));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void The_current_version_stands_in_one_file_only()
    {
        var problem = Assert.Single(VersionFiles.Of("", "").Replace(VersionFiles.Current, "version: 2.0.0", "version: 1.0.0").Problems());
        Assert.Equal("QUA0901", problem.Code);
        Assert.Contains("is the current one", problem.Message);
    }

    [Theory]
    [InlineData("{ }", "QUA0105")]
    [InlineData("{ field: a..b }", "QUA0902")]
    [InlineData("{ field: \"a[0]\" }", "QUA0902")]
    [InlineData("{ field: a, requird: true }", "QUA0104")]
    public void A_source_names_a_member(string value, string code) => Assert.Equal(code, Assert.Single(
        VersionFiles.Of("", "").Replace(VersionFiles.Source, "{ field: meta.version }", value).Problems()).Code);

    [Fact]
    public void A_draft_is_known_and_needs_no_upcast_until_a_source_takes_it()
    {
        var files = VersionFiles.Of("- { name: only_here, logicalType: string }", "").Replace(VersionFiles.Old, "status: active", "status: draft");
        var versions = Assert.Single(files.Read().Sources).Versions!;
        Assert.Equal((0, "1.0.0"), (versions.Older.Count, Assert.Single(versions.Drafts).Version));
        var problem = Assert.Single(files.Replace(VersionFiles.Source, "meta.version }", "meta.version, drafts: true }").Problems());
        Assert.Equal("QUA0904", problem.Code);
    }

    [Theory]
    [InlineData("2027-01-01", "2027-01-01T00:00:00Z")]
    [InlineData("2027-01-01T12:30:00Z", "2027-01-01T12:30:00Z")]
    [InlineData("2027-01-01T12:30:00.5+02:00", "2027-01-01T10:30:00.5Z")]
    [InlineData("next year", null)]
    public void The_end_of_support_is_a_time(string written, string? end)
    {
        var files = new ShopFiles().With(VersionFiles.Current,
            ShopFiles.OrdersContract + $"\nslaProperties:\n  - {{ property: endOfSupport, value: '{written}' }}\n");
        if (end is null)
        {
            Assert.Equal("QUA0905", Assert.Single(files.Problems()).Code);
            return;
        }
        var contract = Assert.Single(files.Read().Sources).Contract;
        Assert.Equal(DateTimeOffset.Parse(end), ContractStatus.EndOfSupport(contract));
    }

    [Fact]
    public void Everything_that_changes_verdicts_changes_the_fingerprint()
    {
        const string Rule = "{ column: n, from: m, default: 1 }";
        var files = () => VersionFiles.Of("- { name: m, logicalType: integer }", "- { name: n, logicalType: integer, required: true }", Rule);
        string Fingerprint(ShopFiles of) => Quality.Fingerprinting.Fingerprints.OfSource(Assert.Single(of.Read().Sources));
        var all = new[]
        {
            files(),
            files().Replace(VersionFiles.Old, "default: 1", "default: 2"),
            files().Replace(VersionFiles.Old, "status: active", "status: retired"),
            files().Replace(VersionFiles.Current, "status: active", "status: retired"),
            files().Replace(VersionFiles.Source, "meta.version", "version"),
            files().Replace(VersionFiles.Source, "meta.version }", "meta.version, required: true }"),
        }.Select(Fingerprint).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(all[0], Fingerprint(files().Replace(VersionFiles.Old, "status: active", "status: deprecated")));
    }

    [Theory]
    [InlineData("", "", DriftAction.Count)]
    [InlineData("block", "", DriftAction.Block)]
    [InlineData("block", "count", DriftAction.Count)]
    [InlineData("", "block", DriftAction.Block)]
    public void Drift_is_what_the_source_says_or_else_the_contract(string contract, string source, DriftAction expected)
    {
        var files = new ShopFiles();
        files = contract.Length == 0 ? files : files.With(VersionFiles.Current,
            ShopFiles.OrdersContract + $"\ncustomProperties: [{{ property: drift, value: {contract} }}]\n");
        files = source.Length == 0 ? files : files.With(VersionFiles.Source, ShopFiles.OrdersSource + $"\ndrift: {source}\n");
        Assert.Equal(expected, Assert.Single(files.Read().Sources).Drift);
    }
}
