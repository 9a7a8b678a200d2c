using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Lakehouse.TestKit.Spark;

/// <summary>
/// Stands between a client and the server. It cuts a connection once, when a given number of chunks has come from the server,
/// before it passes on the last of them, or cuts every connection. With a certificate, clients have to speak TLS.
/// </summary>
public sealed class CuttingProxy : IDisposable
{
    private readonly Uri _server;
    private readonly int _chunkSize;
    private readonly X509Certificate2? _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _chunksLeft = int.MaxValue;
    private Func<int, int> _chunksOfConnection = _ => int.MaxValue;

    /// <param name="server">The address that is served.</param>
    /// <param name="chunkSize">The longest chunk, in bytes.</param>
    /// <param name="certificate">The certificate; null for none.</param>
    public CuttingProxy(string server, int chunkSize = 4096, X509Certificate2? certificate = null)
    {
        _server = new Uri(server);
        _chunkSize = chunkSize;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port it listens at.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Its address: <c>sc://127.0.0.1:PORT</c>.</summary>
    public string Address => $"sc://127.0.0.1:{Port}";

    /// <summary>How many connections there were.</summary>
    public int Connections { get; private set; }

    /// <summary>Counts the chunks from the server from now on, and cuts at this one.</summary>
    public void CutAt(int chunk) => Volatile.Write(ref _chunksLeft, chunk);

    /// <summary>Cuts every connection from now on, the n-th, from 1, at the chunk that is given for it.</summary>
    public void CutEach(Func<int, int> chunk) => Volatile.Write(ref _chunksOfConnection, chunk);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _accepting.Wait();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                connections.Add(ServeAsync(client, Volatile.Read(ref _chunksOfConnection)(Connections)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client, int chunks)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                client.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                await using var near = await OpenAsync(client);
                await using var far = server.GetStream();
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                await Task.WhenAny(PassAsync(near, far, null, over.Token), PassAsync(far, near, chunks, over.Token));
                await over.CancelAsync();
                client.Client.Close(0);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
            {
                // One side went away: so does the other.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ApplicationProtocols = [SslApplicationProtocol.Http2],
            },
            _end.Token);
        return tls;
    }

    private async Task PassAsync(Stream from, Stream to, int? chunks, CancellationToken cancellationToken)
    {
        var buffer = new byte[_chunkSize];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                if (chunks-- is not null && (chunks == 0 || Interlocked.Decrement(ref _chunksLeft) == 0))
                {
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side went away: so does the other.
        }
    }
}
