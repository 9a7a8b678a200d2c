namespace Lakehouse.Medallion.Doctor;

/// <summary>Tries what a run does with a folder, on a file of its own that it takes away again.</summary>
internal sealed class FolderProbe(LakehouseOptions options)
{
    private const long LittleBytes = 2L << 30;
    private const long TooLittleBytes = 100L << 20;
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(10);

    /// <summary>Whether files can be written, how much space is left, and whether clock and disk agree.</summary>
    public IEnumerable<Finding> Write(string subject, string folder)
    {
        var existing = Existing(folder);
        var file = Path.Combine(existing, $".medallion-doctor-{options.NewId():N}");
        DateTime written;
        try
        {
            File.WriteAllText(file, "");
            written = File.GetLastWriteTimeUtc(file);
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Finding.Bad(subject, $"{existing} cannot be written to: {e.Message}", "Give this user the right to write there, or name another folder.")];
        }
        var text = existing == folder ? $"{folder} can be written to" : $"{folder} will be made in {existing}";
        return [Finding.Good(subject, text), Space(subject, existing), .. Clock(existing, written)];
    }

    private static Finding Space(string subject, string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var text = $"{free / (double)(1L << 30):N1} GiB free on its disk";
        return free < TooLittleBytes ? Finding.Bad($"{subject} space", text, "Make room; a run stops when the disk is full.")
            : free < LittleBytes ? Finding.Warning($"{subject} space", text, "Make room before the next large landing.")
            : Finding.Good($"{subject} space", text);
    }

    private IEnumerable<Finding> Clock(string folder, DateTime written)
    {
        var skew = options.Clock.GetUtcNow().UtcDateTime - written;
        if (skew.Duration() > LargestSkew)
        {
            yield return Finding.Warning(
                "clock", $"the clock and the disk of {folder} differ by {skew.Duration().TotalSeconds:N0} s",
                "Synchronise the clocks: the quiet time of landing files depends on them.");
        }
    }

    private static string Existing(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }
        return existing;
    }
}
