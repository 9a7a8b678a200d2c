namespace Lakehouse.Quality.Generation;

/// <summary>An error that was made on purpose.</summary>
/// <param name="Code">The code that a verdict must give; see <see cref="Checks.RowCodes"/>.</param>
/// <param name="Path">The path that it must give: <c>items[0].sku</c>; empty for the whole record.</param>
public sealed record PlantedError(string Code, string Path);
