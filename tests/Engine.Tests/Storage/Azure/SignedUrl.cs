using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lakehouse.TestKit.Storage;

namespace Lakehouse.Engine.Tests.Storage.Azure;

/// <summary>Makes shared access signatures as the service's documentation tells ("Create a service SAS").</summary>
internal static class SignedUrl
{
    private const string Version = "2021-12-02";

    public static string ForContainer(Uri container, string permissions)
    {
        var until = DateTime.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var name = container.Segments[^1];
        string[] fields =
        [
            permissions, "", until, $"/blob/{AzuriteServer.Account}/{name}", "", "", "", Version, "c", "", "", "", "", "", "", "",
        ];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(AzuriteServer.Key), Encoding.UTF8.GetBytes(string.Join('\n', fields))));
        return $"sv={Version}&sr=c&sp={permissions}&se={Uri.EscapeDataString(until)}&sig={Uri.EscapeDataString(signature)}";
    }
}
