namespace Lakehouse.Jobs;

/// <summary>What the exit code of the command tells a scheduler.</summary>
internal static class ExitCode
{
    /// <summary>Done, also when there was nothing to do.</summary>
    public const int Done = 0;

    /// <summary>Something failed; a later attempt may succeed.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the project is wrong; only an edit helps.</summary>
    public const int Usage = 2;

    /// <summary>Data broke a blocking check, or a landed file changed under its old name.</summary>
    public const int DataRefused = 3;

    /// <summary>A service level was missed.</summary>
    public const int SloMissed = 4;
}
