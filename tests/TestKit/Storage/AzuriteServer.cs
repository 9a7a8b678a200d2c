using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lakehouse.TestKit.Storage;

/// <summary>
/// A real Blob server on this machine, in memory, at a free port. It ends with the process that started it, however that
/// ends.
/// </summary>
public sealed class AzuriteServer : IDisposable
{
    /// <summary>The account that every emulator has.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>Its key, which is the same everywhere and no secret.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Listens = "successfully listens on ";

    // Its standard input closes when the parent is gone.
    private const string Script =
        "process.stdin.on('end', () => process.exit(0)); process.stdin.resume(); require(process.argv[1]);";

    private readonly Process _process;

    /// <summary>Starts the server and waits until it listens.</summary>
    public AzuriteServer()
    {
        var main = Path.Combine(Repository.Root, "tests/TestKit/Azurite/node_modules/azurite/dist/src/blob/main.js");
        _process = Process.Start(new ProcessStartInfo("node", [
            "-e", Script, main, "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var at)
            {
                Endpoint = new Uri($"{line[(at + Listens.Length)..].Trim()}/{Account}");
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }
        throw new InvalidOperationException("Azurite ended before it listened.");
    }

    /// <summary>Address of the account.</summary>
    public Uri Endpoint { get; }

    /// <summary>The same as a connection string.</summary>
    public string ConnectionString => $"AccountName={Account};AccountKey={Key};BlobEndpoint={Endpoint}";

    /// <summary>Makes an empty container.</summary>
    public async Task<Uri> CreateContainerAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        var container = new Uri($"{Endpoint}/{name}");
        var date = DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var text = $"PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:2021-12-02\n/{Account}/{Account}/{name}\nrestype:container";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(text));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{container}?restype=container");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2021-12-02");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {Account}:{Convert.ToBase64String(signature)}");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return container;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
