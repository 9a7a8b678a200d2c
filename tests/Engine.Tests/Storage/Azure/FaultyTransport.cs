using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage.Azure;

/// <summary>Sends requests for real, but fails some: before the server sees them, or after it has done its work.</summary>
/// <param name="fault">"503 before", "429 before", "503 after" or "lost".</param>
/// <param name="fails">Which calls fail, by their number from 1.</param>
internal sealed class FaultyTransport(string fault, Func<int, bool> fails) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new(new HttpClient());
    private int _calls;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var fault in (string[])["503 before", "429 before", "503 after", "lost"])
            {
                cases.Add(fault, 100);
                cases.Add(fault, 200_000);
            }

            return cases;
        }
    }

    public int Calls => _calls;

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var isFaulty = fails(Interlocked.Increment(ref _calls));
        if (isFaulty && fault.EndsWith(" before", StringComparison.Ordinal))
        {
            message.Response = new Answer(int.Parse(fault.Split(' ')[0]));
            return;
        }
        await _inner.ProcessAsync(message);
        if (isFaulty)
        {
            message.Response.Dispose();
            message.Response = fault == "lost" ? throw new IOException("injected: the answer is lost") : new Answer(503);
        }
    }

    public void Dispose() => _inner.Dispose();

    private sealed class Answer(int status) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "injected";

        public override Stream? ContentStream { get; set; } = new MemoryStream();

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, out string value) => (value = null!) is not null;

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values) => (values = null!) is not null;
    }
}
