namespace Lakehouse.Quality.Avro;

/// <summary>A logical type that is valid for the type it stands at.</summary>
/// <param name="Name">Such as <c>decimal</c> or <c>timestamp-micros</c>.</param>
/// <param name="Precision">All digits of a decimal, otherwise 0.</param>
/// <param name="Scale">Digits after the point of a decimal, otherwise 0.</param>
public sealed record AvroLogicalType(string Name, int Precision = 0, int Scale = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Name == "decimal" ? $"decimal({Precision},{Scale})" : Name;
}
