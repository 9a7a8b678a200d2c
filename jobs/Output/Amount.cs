namespace Lakehouse.Jobs.Output;

/// <summary>A number with its unit for people, aligned to the right in tables.</summary>
internal readonly record struct Amount : IFormattable
{
    private readonly string _text;

    private Amount(string text) => _text = text;

    /// <summary>A count: <c>1,234</c>.</summary>
    public static Amount Of(long count) => new($"{count:N0}");

    /// <summary>A length in bytes: <c>1.2 MB</c>.</summary>
    public static Amount OfBytes(long bytes) => new(bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1e3:N1} kB",
        < 1_000_000_000 => $"{bytes / 1e6:N1} MB",
        _ => $"{bytes / 1e9:N1} GB",
    });

    /// <summary>A time span: <c>0.3 s</c>, <c>2:05 min</c>.</summary>
    public static Amount Of(TimeSpan time) => new(time.TotalMinutes < 1
        ? $"{time.TotalSeconds:N1} s"
        : $"{(int)time.TotalMinutes}:{time.Seconds:00} min");

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => _text;

    /// <inheritdoc/>
    public override string ToString() => _text;
}
