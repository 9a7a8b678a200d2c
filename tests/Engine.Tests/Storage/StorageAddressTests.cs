using Lakehouse.Engine.Storage;
using Lakehouse.Engine.Storage.Azure;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage;

public sealed class StorageAddressTests
{
    private static readonly AzureSettings Settings = new() { Account = "acct", Key = Convert.ToBase64String([1, 2, 3]) };

    [Theory]
    [InlineData("abfss://lake@acct.dfs.core.windows.net/silver/orders", "https://acct.blob.core.windows.net/lake/silver/orders")]
    [InlineData("abfss://lake@acct.dfs.core.windows.net", "https://acct.blob.core.windows.net/lake")]
    [InlineData("https://acct.blob.core.windows.net/lake/silver/orders/", "https://acct.blob.core.windows.net/lake/silver/orders")]
    [InlineData("https://acct.dfs.core.windows.net/lake/a%20b", "https://acct.blob.core.windows.net/lake/a b")]
    [InlineData("az://lake/silver/orders", "https://acct.blob.core.windows.net/lake/silver/orders")]
    [InlineData("http://127.0.0.1:10000/devstoreaccount1/lake/t", "http://127.0.0.1:10000/devstoreaccount1/lake/t")]
    public void Addresses_in_Azure_name_account_container_and_folder(string text, string expected)
    {
        var address = StorageAddress.Parse(text, Settings);
        Assert.False(address.IsLocal);
        Assert.Equal(expected, address.ToString());
        if (text.Contains("acct", StringComparison.Ordinal))
        {
            Assert.Equal(
                new Uri($"{expected}/x").AbsoluteUri, address.Open(Settings, TimeProvider.System, Guid.NewGuid).Locate("x"));
        }
    }

    [Fact]
    public void A_folder_is_local()
    {
        var address = StorageAddress.Parse("tables/silver", Settings);
        Assert.True(address.IsLocal);
        Assert.Equal(Path.GetFullPath("tables/silver"), address.ToString());
        Assert.Equal("/data/x", StorageAddress.Parse("file:///data/x", Settings).ToString());
    }

    [Theory]
    [InlineData("s3://bucket/x")]
    [InlineData("http://example.com/account/container")]
    [InlineData("abfss://acct.dfs.core.windows.net/x")]
    [InlineData("https://acct.blob.core.windows.net")]
    [InlineData("https://acct.blob.core.windows.net/lake?sv=1&sig=secret")]
    public void Other_addresses_are_refused(string text)
    {
        var error = Assert.Throws<EngineException>(() => StorageAddress.Parse(text, Settings));
        Assert.Equal(ErrorCodes.AddressInvalid, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_come_from_the_variables_of_the_Azure_command_line()
    {
        var variables = new Dictionary<string, string>
        {
            ["AZURE_STORAGE_CONNECTION_STRING"] = "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=QQ==;EndpointSuffix=core.chinacloudapi.cn",
        };
        var settings = AzureSettings.FromVariables(variables.GetValueOrDefault);
        Assert.Equal(("a", "QQ==", new Uri("https://a.blob.core.chinacloudapi.cn")), (settings.Account, settings.Key, settings.Endpoint));
        Assert.Equal("https://a.blob.core.chinacloudapi.cn/c/t", StorageAddress.Parse("az://c/t", settings).ToString());
        Assert.Throws<EngineException>(() => AzureSettings.FromConnectionString("nonsense"));
        Assert.Throws<EngineException>(() => AzureCredential.SharedKey("a", "not base64!"));
        Assert.Null(AzureSettings.FromVariables(_ => "").Account);
    }
}
