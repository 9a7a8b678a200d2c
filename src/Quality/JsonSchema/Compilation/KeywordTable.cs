using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Keywords.Applicators;
using Lakehouse.Quality.JsonSchema.Keywords.Arrays;
using Lakehouse.Quality.JsonSchema.Keywords.Numbers;
using Lakehouse.Quality.JsonSchema.Keywords.Objects;
using Lakehouse.Quality.JsonSchema.Keywords.References;
using Lakehouse.Quality.JsonSchema.Keywords.Texts;
using Lakehouse.Quality.JsonSchema.Keywords.Values;
using static Lakehouse.Quality.JsonSchema.Compilation.Subschemas;
using static Lakehouse.Quality.JsonSchema.Compilation.Vocabulary;
using static Lakehouse.Quality.JsonSchema.Draft;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>All keywords of all drafts.</summary>
internal static class KeywordTable
{
    private static readonly Dictionary<string, KeywordRule[]> Rules = new()
    {
        ["$ref"] = [All(Core, None, site => new RefKeyword(site))],
        ["$recursiveRef"] = [In(V201909, V201909, Core, None, site => new RecursiveRefKeyword(site))],
        ["$dynamicRef"] = [Since(V202012, Core, None, site => new DynamicRefKeyword(site))],
        ["$defs"] = [Since(V201909, Core, Members, null)],
        ["definitions"] = [All(Core, Members, null)],
        ["$comment"] = [Since(V7, Core, None, null)],
        ["$schema"] = [All(Core, None, null)],
        ["$vocabulary"] = [Since(V201909, Core, None, null)],
        ["$anchor"] = [Since(V201909, Core, None, null)],
        ["$dynamicAnchor"] = [Since(V202012, Core, None, null)],
        ["$recursiveAnchor"] = [In(V201909, V201909, Core, None, null)],
        ["$id"] = [Since(V6, Core, None, null)],
        ["id"] = [In(V4, V4, Core, None, null)],

        ["allOf"] = [All(Applicator, Items, site => new AllOfKeyword(site))],
        ["anyOf"] = [All(Applicator, Items, site => new AnyOfKeyword(site))],
        ["oneOf"] = [All(Applicator, Items, site => new OneOfKeyword(site))],
        ["not"] = [All(Applicator, Value, site => new NotKeyword(site))],
        ["if"] = [Since(V7, Applicator, Value, site => new IfKeyword(site))],
        ["then"] = [Since(V7, Applicator, Value, null)],
        ["else"] = [Since(V7, Applicator, Value, null)],
        ["dependentSchemas"] = [Since(V201909, Applicator, Members, site => new DependentSchemasKeyword(site))],
        ["dependencies"] = [All(Applicator, Members, site => new DependenciesKeyword(site))],

        ["properties"] = [All(Applicator, Members, site => new PropertiesKeyword(site))],
        ["patternProperties"] = [All(Applicator, Members, site => new PatternPropertiesKeyword(site))],
        ["additionalProperties"] = [All(Applicator, Value, site => new AdditionalPropertiesKeyword(site))],
        ["propertyNames"] = [Since(V6, Applicator, Value, site => new PropertyNamesKeyword(site))],
        ["required"] = [All(Validation, None, site => new RequiredKeyword(site))],
        ["dependentRequired"] = [Since(V201909, Validation, None, site => new DependentRequiredKeyword(site))],
        ["minProperties"] = [All(Validation, None, site => new PropertyCountKeyword(site, isLeast: true))],
        ["maxProperties"] = [All(Validation, None, site => new PropertyCountKeyword(site, isLeast: false))],
        ["unevaluatedProperties"] = [Since(V201909, Unevaluated, Value, site => new UnevaluatedPropertiesKeyword(site))],

        ["prefixItems"] = [Since(V202012, Applicator, Items, site => new PrefixItemsKeyword(site))],
        ["items"] =
        [
            In(V4, V201909, Applicator, Value, ArrayKeywords.OldItems),
            Since(V202012, Applicator, Value, site => new ItemsKeyword(site, ArrayKeywords.CountOf(site.Sibling("prefixItems")))),
        ],
        ["additionalItems"] = [In(V4, V201909, Applicator, Value, ArrayKeywords.AdditionalItems)],
        ["contains"] = [Since(V6, Applicator, Value, site => new ContainsKeyword(site))],
        ["minContains"] = [Since(V201909, Validation, None, null)],
        ["maxContains"] = [Since(V201909, Validation, None, null)],
        ["minItems"] = [All(Validation, None, site => new ItemCountKeyword(site, isLeast: true))],
        ["maxItems"] = [All(Validation, None, site => new ItemCountKeyword(site, isLeast: false))],
        ["uniqueItems"] = [All(Validation, None, site => site.Value.IsTrue ? new UniqueItemsKeyword(site) : null)],
        ["unevaluatedItems"] = [Since(V201909, Unevaluated, Value, site => new UnevaluatedItemsKeyword(site))],

        ["type"] = [All(Validation, None, site => new TypeKeyword(site))],
        ["enum"] = [All(Validation, None, site => new EnumKeyword(site))],
        ["const"] = [Since(V6, Validation, None, site => new ConstKeyword(site))],

        ["multipleOf"] = [All(Validation, None, site => new MultipleOfKeyword(site))],
        ["minimum"] = [In(V4, V4, Validation, None, LimitKeyword.Draft4), Since(V6, Validation, None, LimitKeyword.Inclusive)],
        ["maximum"] = [In(V4, V4, Validation, None, LimitKeyword.Draft4), Since(V6, Validation, None, LimitKeyword.Inclusive)],
        ["exclusiveMinimum"] = [Since(V6, Validation, None, LimitKeyword.Exclusive)],
        ["exclusiveMaximum"] = [Since(V6, Validation, None, LimitKeyword.Exclusive)],

        ["minLength"] = [All(Validation, None, site => new LengthKeyword(site, isLeast: true))],
        ["maxLength"] = [All(Validation, None, site => new LengthKeyword(site, isLeast: false))],
        ["pattern"] = [All(Validation, None, site => new PatternKeyword(site))],
        ["format"] = [All(FormatAnnotation | FormatAssertion, None, site => new FormatKeyword(site))],

        ["contentEncoding"] = [Since(V7, Content, None, AnnotationKeyword.OfText)],
        ["contentMediaType"] = [Since(V7, Content, None, AnnotationKeyword.OfText)],
        ["contentSchema"] = [Since(V201909, Content, Value, AnnotationKeyword.OfContent)],

        ["title"] = [All(Notes, None, AnnotationKeyword.OfAny)],
        ["description"] = [All(Notes, None, AnnotationKeyword.OfAny)],
        ["default"] = [All(Notes, None, AnnotationKeyword.OfAny)],
        ["examples"] = [Since(V6, Notes, None, AnnotationKeyword.OfAny)],
        ["readOnly"] = [Since(V7, Notes, None, AnnotationKeyword.OfAny)],
        ["writeOnly"] = [Since(V7, Notes, None, AnnotationKeyword.OfAny)],
        ["deprecated"] = [Since(V201909, Notes, None, AnnotationKeyword.OfAny)],
    };

    public static IEnumerable<string> Names => Rules.Keys;

    /// <summary>Whether a keyword asks for something, by itself or together with its neighbours.</summary>
    public static bool Asks(string name, Dialect dialect) => Find(name, dialect) is { } rule
        ? (rule.Vocabulary & (Notes | Content)) == 0 && (rule.Vocabulary != Core || name.EndsWith("Ref", StringComparison.Ordinal)
            || name is "$ref" or "$recursiveAnchor" or "$dynamicAnchor")
        : dialect.Draft == V4 && name.StartsWith("exclusiveM", StringComparison.Ordinal);

    /// <summary>Whether the value of a keyword holds schemas.</summary>
    public static bool HasSchemas(string name) =>
        Rules.TryGetValue(name, out var rules) && rules.Any(rule => rule.Subschemas != None);

    /// <summary>The keyword in the sense of a dialect, or null when the dialect does not know it.</summary>
    public static KeywordRule? Find(string name, Dialect dialect)
    {
        if (Rules.TryGetValue(name, out var rules))
        {
            foreach (var rule in rules)
            {
                if (rule.IsKnownTo(dialect))
                {
                    return rule;
                }
            }
        }
        return null;
    }

    private static KeywordRule All(Vocabulary vocabulary, Subschemas subschemas, Func<KeywordSite, Keyword?>? create) =>
        In(V4, V202012, vocabulary, subschemas, create);

    private static KeywordRule Since(
        Draft first, Vocabulary vocabulary, Subschemas subschemas, Func<KeywordSite, Keyword?>? create) =>
        In(first, V202012, vocabulary, subschemas, create);

    private static KeywordRule In(
        Draft first, Draft last, Vocabulary vocabulary, Subschemas subschemas, Func<KeywordSite, Keyword?>? create) =>
        new(first, last, vocabulary, subschemas, create);
}
