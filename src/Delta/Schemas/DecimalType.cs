namespace Lakehouse.Delta.Schemas;

/// <summary>An exact decimal number.</summary>
/// <param name="Precision">All digits, 1 to 38.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
public sealed record DecimalType(int Precision, int Scale) : DataType
{
    /// <inheritdoc/>
    public override string Name => $"decimal({Precision},{Scale})";
}
