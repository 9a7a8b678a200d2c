namespace Lakehouse.Quality.Avro;

/// <summary>The name of a record, enum or fixed.</summary>
/// <param name="Namespace">The part before the last point; empty when there is none.</param>
/// <param name="Short">The part after it.</param>
public sealed record AvroName(string Namespace, string Short)
{
    /// <summary>Both parts, joined with a point.</summary>
    public string Full => Namespace.Length == 0 ? Short : $"{Namespace}.{Short}";

    /// <summary>A name as written: with points it is full, otherwise it lies in the given namespace.</summary>
    public static AvroName Of(string written, string enclosing)
    {
        ArgumentNullException.ThrowIfNull(written);
        var point = written.LastIndexOf('.');
        return point < 0 ? new AvroName(enclosing, written) : new AvroName(written[..point], written[(point + 1)..]);
    }
}
