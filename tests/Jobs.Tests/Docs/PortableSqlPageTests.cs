using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Docs;

/// <summary><c>docs/portable-sql.md</c> is what the translation's lists say.</summary>
public sealed class PortableSqlPageTests
{
    /// <summary>Set UPDATE_DOCS=1 to write the page anew.</summary>
    [Fact]
    public void The_page_of_portable_sql_is_the_list()
    {
        var path = Path.Combine(Repository.Root, "docs", "portable-sql.md");
        var page = PortableSqlPage.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }
}
