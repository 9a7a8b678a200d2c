using Lakehouse.Engine.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

public sealed class SparkConnectionTests
{
    [Theory]
    [InlineData("sc://host", "host", 15002, false)]
    [InlineData("sc://host/", "host", 15002, false)]
    [InlineData("sc://my-host.example:443/;use_ssl=true", "my-host.example", 443, true)]
    [InlineData("sc://10.0.0.1:1/;token=abc", "10.0.0.1", 1, true)]
    [InlineData("sc://localhost/;token=abc;use_ssl=false", "localhost", 15002, false)]
    [InlineData("sc://host/;token_file=/run/token", "host", 15002, true)]
    [InlineData("sc://localhost/;token_file=/run/token;use_ssl=false", "localhost", 15002, false)]
    [InlineData("sc://[::1]:8080/;use_ssl=false;", "::1", 8080, false)]
    public void Connection_strings_are_read(string text, string host, int port, bool useSsl)
    {
        var connection = SparkConnection.Parse(text);

        Assert.Equal((host, port, useSsl), (connection.Host, connection.Port, connection.UseSsl));
        Assert.Equal(useSsl ? "https" : "http", connection.Address.Scheme);
        Assert.Equal(port, connection.Address.Port);
    }

    [Fact]
    public void Every_parameter_is_read_and_decoded()
    {
        var connection = SparkConnection.Parse(
            "sc://h/;user_id=a%20b;user_agent=job/1;session_id=0f8fad5b-d9cb-469f-a165-70867728950e;grpc_max_message_size=1048576;x-one=1;X-Two=%3D;token=s%2Bt");

        Assert.Equal(("a b", "job/1", 1048576), (connection.UserId, connection.UserAgent, connection.MaxMessageBytes));
        Assert.Equal(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), connection.SessionId);
        Assert.Equal([new("x-one", "1"), new("x-two", "=")], connection.Headers.ToDictionary());
        Assert.Equal("s+t", connection.Token);
        Assert.Equal("sc://h:15002", connection.ToString());
    }

    [Theory]
    [InlineData("", "sc://")]
    [InlineData("spark://h", "sc://")]
    [InlineData("SC://h", "sc://")]
    [InlineData("sc://", "host")]
    [InlineData("sc://:15002", "host")]
    [InlineData("sc://a b", "host")]
    [InlineData("sc://[::1", "host")]
    [InlineData("sc://[]", "host")]
    [InlineData("sc://h:0", "port")]
    [InlineData("sc://h:", "port")]
    [InlineData("sc://h:65536", "port")]
    [InlineData("sc://h:secret", "port")]
    [InlineData("sc://[::1]15002", "port")]
    [InlineData("sc://secret@h", "user")]
    [InlineData("sc://h;token=secret", "'/'")]
    [InlineData("sc://h/path", "path")]
    [InlineData("sc://h/;secret", "parameter 1")]
    [InlineData("sc://h/;a=1;=secret", "parameter 2")]
    [InlineData("sc://h/;token=", "'token'")]
    [InlineData("sc://h/;token=secret;token=secret", "'token'")]
    [InlineData("sc://h/;token=secret%0A", "'token'")]
    [InlineData("sc://h/;token=secret;use_ssl=false", "without encryption")]
    [InlineData("sc://h/;token_file=secret;use_ssl=false", "without encryption")]
    [InlineData("sc://h/;token=secret;token_file=secret", "token_file")]
    [InlineData("sc://h/;use_ssl=secret", "'use_ssl'")]
    [InlineData("sc://h/;session_id=secret", "'session_id'")]
    [InlineData("sc://h/;grpc_max_message_size=-1", "'grpc_max_message_size'")]
    [InlineData("sc://h/;user_agent=secret%0d%0a", "'user_agent'")]
    [InlineData("sc://h/;x-y=secret%0d%0aevil:1", "'x-y'")]
    [InlineData("sc://h/;x%20y=secret", "'x%20y'")]
    [InlineData("sc://h/;grpc-timeout=secret", "'grpc-timeout'")]
    [InlineData("sc://h/;Authorization=secret", "'Authorization'")]
    public void A_wrong_part_is_named_and_its_value_is_not_told(string text, string named)
    {
        var error = Assert.Throws<EngineException>(() => SparkConnection.Parse(text));

        Assert.Equal(ErrorCodes.ConnectionInvalid, error.Code);
        Assert.Contains(named, error.Message);
        Assert.DoesNotContain("secret", error.ToString());
    }
}
