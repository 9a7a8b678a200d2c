using System.Text.RegularExpressions;

namespace Lakehouse.Quality.JsonSchema.References;

/// <summary>A URI reference in its parts, RFC 3986; texts stay as written.</summary>
internal sealed partial record UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public bool IsAbsolute => Scheme is not null;

    public static UriReference Parse(string text)
    {
        var match = Parts().Match(text);
        string? Part(string name) => match.Groups[name].Success ? match.Groups[name].Value : null;
        return new UriReference(Part("scheme"), Part("authority"), match.Groups["path"].Value, Part("query"), Part("fragment"));
    }

    /// <summary>The reference seen from this URI, RFC 3986 section 5.2.2.</summary>
    public UriReference Resolve(UriReference reference)
    {
        if (reference.Scheme is not null)
        {
            return reference with { Path = RemoveDots(reference.Path) };
        }
        if (reference.Authority is not null)
        {
            return reference with { Scheme = Scheme, Path = RemoveDots(reference.Path) };
        }
        if (reference.Path.Length == 0)
        {
            return this with { Query = reference.Query ?? Query, Fragment = reference.Fragment };
        }
        var path = reference.Path.StartsWith('/') ? reference.Path : Merge(reference.Path);
        return this with { Path = RemoveDots(path), Query = reference.Query, Fragment = reference.Fragment };
    }

    public UriReference WithoutFragment() => this with { Fragment = null };

    public override string ToString() =>
        (Scheme is null ? "" : Scheme + ":") + (Authority is null ? "" : "//" + Authority) + Path
        + (Query is null ? "" : "?" + Query) + (Fragment is null ? "" : "#" + Fragment);

    private string Merge(string path) =>
        Authority is not null && Path.Length == 0 ? "/" + path : Path[..(Path.LastIndexOf('/') + 1)] + path;

    private static string RemoveDots(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.EndsWith('.'))
        {
            return path;
        }
        var kept = new List<string>();
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not ("." or ".."))
            {
                kept.Add(parts[i]);
                continue;
            }
            if (parts[i] == ".." && kept.Count > 0 && !(kept.Count == 1 && kept[0].Length == 0))
            {
                kept.RemoveAt(kept.Count - 1);
            }
            if (i == parts.Length - 1)
            {
                kept.Add("");
            }
        }
        return string.Join('/', kept);
    }

    [GeneratedRegex(@"^((?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(//(?<authority>[^/?#]*))?(?<path>[^?#]*)(\?(?<query>[^#]*))?(#(?<fragment>.*))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parts();
}
