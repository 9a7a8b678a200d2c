using Lakehouse.Delta.Actions;

namespace Lakehouse.Medallion.Landing;

/// <summary>
/// What Bronze remembers of a landing file: the <c>txn</c> action of the commit that took it in. The app id is
/// <c>medallion/landing/SOURCE/PATH#SHA256</c>, the version its length, <c>lastUpdated</c> when it was last written.
/// </summary>
/// <param name="Path">Path below the landing root.</param>
/// <param name="SizeBytes">Length.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hexadecimal.</param>
/// <param name="LastModified">When it was last written, to the millisecond.</param>
internal sealed record LandedFile(string Path, long SizeBytes, string Sha256, DateTimeOffset LastModified)
{
    private const int HashLength = 64;

    /// <summary>What all app ids of a source begin with.</summary>
    public static string Prefix(string source) => $"medallion/landing/{source}/";

    /// <summary>The action to commit.</summary>
    public SetTransaction ToTransaction(string source) =>
        new($"{Prefix(source)}{Path}#{Sha256}", SizeBytes, LastModified.ToUnixTimeMilliseconds());

    /// <summary>The file that an action remembers, or null when the action is about something else.</summary>
    public static LandedFile? From(SetTransaction transaction, string source)
    {
        var prefix = Prefix(source);
        var id = transaction.AppId;
        if (!id.StartsWith(prefix, StringComparison.Ordinal) || id.Length < prefix.Length + HashLength + 2
            || id[^(HashLength + 1)] != '#')
        {
            return null;
        }
        return new LandedFile(
            id[prefix.Length..^(HashLength + 1)], transaction.Version, id[^HashLength..],
            DateTimeOffset.FromUnixTimeMilliseconds(transaction.LastUpdated ?? 0));
    }
}
