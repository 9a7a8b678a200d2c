namespace Lakehouse.TestKit.Shop;

/// <summary>An error that the verdict on a record must hold.</summary>
public readonly record struct ShopError(string Code, string Path)
{
    public override string ToString() => $"{Code} {Path}".TrimEnd();
}
