namespace Lakehouse.TestKit.Shop;

/// <summary>A row of gold.country_conversion.</summary>
public sealed record CountryConversionRow(string? Country, long Views, long Visitors, long Orders, long OrdersPer1000Visitors);
