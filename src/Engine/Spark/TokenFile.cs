namespace Lakehouse.Engine.Spark;

/// <summary>A file that another program writes a fresh token into before the old one expires.</summary>
internal sealed class TokenFile(string path)
{
    /// <summary>The token that it holds now.</summary>
    /// <exception cref="EngineException">ENG0702: it cannot be read, or holds no token.</exception>
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim();
            return ConnectionStringReader.IsToken(token) ? token : throw Unusable("holds no token, or one that a header cannot hold", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable("cannot be read", e);
        }
    }

    private EngineException Unusable(string what, Exception? cause) => new(
        ErrorCodes.TokenFile, $"the file '{path}' of the parameter token_file {what}. Write the token of the Spark server into it.",
        innerException: cause);
}
