using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Columns;

/// <summary>Which keywords of which schemas the columns and their checks say already.</summary>
internal sealed class ColumnCover
{
    private readonly HashSet<(JsonValue Schema, int Field, string Keyword)> _covered = [];

    /// <summary>Whether keywords that hold for every value may be dropped: not where someone asks what was evaluated.</summary>
    public bool MayDropTrivial { get; init; }

    public void Add(JsonValue schema, int field, string keyword) => _covered.Add((schema, field, keyword));

    public void Add(ColumnCover other) => _covered.UnionWith(other._covered);

    public bool Covers(SchemaPlace place, string keyword) =>
        place.Field is { } field && _covered.Contains((place.Value, field.Id, keyword));
}
