namespace Lakehouse.Engine.Lines;

/// <summary>What was seen of a landing file while its lines were read.</summary>
/// <param name="File">The file.</param>
/// <param name="Lines">Records in it.</param>
/// <param name="Sha256">Hash of its bytes as they lie on disk, lower-case hexadecimal.</param>
/// <param name="Refusal">Why nothing of it may be used; null when it was read to its end.</param>
public sealed record LandingFileResult(LandingFile File, long Lines, string Sha256, string? Refusal)
{
    /// <summary>The refusal of a file that was not the same to its end.</summary>
    internal const string Changed = "it changed while it was read";
}
