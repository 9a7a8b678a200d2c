using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Numbers;

/// <summary>A number lies on one side of a limit.</summary>
internal sealed class LimitKeyword : Keyword
{
    private readonly JsonValue _limit;
    private readonly bool _isLeast;
    private readonly bool _isExclusive;

    private LimitKeyword(KeywordSite site, bool isExclusive)
        : base(site)
    {
        _limit = site.Value;
        _isLeast = site.Name.EndsWith("inimum", StringComparison.Ordinal);
        _isExclusive = isExclusive;
    }

    public static LimitKeyword Inclusive(KeywordSite site) => new(site, false);

    public static LimitKeyword Exclusive(KeywordSite site) => new(site, true);

    /// <summary>In draft 4 a second keyword says whether the limit is exclusive.</summary>
    public static LimitKeyword Draft4(KeywordSite site) =>
        new(site, site.Place.Value.Find(site.Name == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum") is { IsTrue: true });

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        if (value.Kind != JsonKind.Number)
        {
            return true;
        }
        var order = value.Number.CompareTo(_limit.Number);
        return (order == 0 ? !_isExclusive : order > 0 == _isLeast)
            || state.Fail(this, $"must be {Relation} {_limit.Text}");
    }

    private string Relation => (_isLeast, _isExclusive) switch
    {
        (true, false) => "at least",
        (true, true) => "greater than",
        (false, false) => "at most",
        (false, true) => "less than",
    };
}
