using System.Globalization;
using Lakehouse.Quality.Exchange;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Inference;

/// <summary>Makes a contract from what was seen. Only what is likely to stay true is demanded; the rest are comments.</summary>
internal static class InferredContract
{
    private const int FewestForLists = 20;

    public static DraftContract Of(RecordProfile profile, string name, string origin)
    {
        var table = SafeNames.Of(name, new HashSet<string>(), false);
        var key = KeyOf(profile);
        return new DraftContract(table, "0.1.0", table, [.. profile.Root.Members.Select(m => TopField(m.Key, m.Value, profile.Records, key))])
        {
            Comment = $"Inferred from {Number(profile.Records)} records of {origin}"
                + (profile.Unreadable > 0 ? $"; {Number(profile.Unreadable)} more could not be read" : "") + ".\n"
                + "Review it: what was seen is not all that may come.",
        };
    }

    private static DraftField TopField(string name, FieldProfile seen, long records, string? key)
    {
        var field = Field(name, seen, records, name == key);
        return name != key && IsKeyCandidate(seen, records)
            ? field with { Comment = field.Comment + "; each value came once, so it could be a key" }
            : field;
    }

    private static string? KeyOf(RecordProfile profile)
    {
        var candidates = profile.Root.Members.Where(m => IsKeyCandidate(m.Value, profile.Records)).Select(m => m.Key).ToList();
        return candidates.Find(c => c.EndsWith("id", StringComparison.OrdinalIgnoreCase) || c.EndsWith("key", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsKeyCandidate(FieldProfile field, long records) => records >= FewestForLists && field.IsDistinct && field.Count == records && field.Nulls == 0
        && (field.Wholes == records || (field.Texts == records && (field.Shape & (TextShape.Timestamp | TextShape.LocalTimestamp)) == TextShape.None));

    private static DraftField Field(string name, FieldProfile seen, long around, bool isKey)
    {
        var draft = Type(name, seen);
        return draft with
        {
            Required = FieldProfile.IsNearly(seen.Count - seen.Nulls, around),
            KeyPosition = isKey ? 1 : null,
            Comment = string.Join("; ", Evidence(seen, around, draft)),
        };
    }

    private static DraftField Type(string name, FieldProfile seen)
    {
        var single = seen.Count - seen.Nulls;
        return single switch
        {
            0 => new DraftField(name, "string"),
            _ when Nearly(seen.Booleans) => new DraftField(name, "boolean"),
            _ when Nearly(seen.Wholes) && seen.Fractions == 0 => Whole(name, seen),
            _ when Nearly(seen.Wholes + seen.Fractions) => Decimal(name, seen),
            _ when Nearly(seen.Texts) => Text(name, seen),
            _ when Nearly(seen.Objects) && seen.Members.Count > 0 => new DraftField(name, "object")
            {
                Members = [.. seen.Members.Select(m => Field(m.Key, m.Value, seen.Objects, false))],
            },
            _ when Nearly(seen.Arrays) && seen.Element is { Count: > 0 } element => new DraftField(name, "array")
            {
                Element = Field("[]", element, element.Count, false) with { Comment = null },
            },
            _ when Nearly(seen.Arrays) => new DraftField(name, "array") { Element = new DraftField("[]", "string") },
            _ => new DraftField(name, "string"),
        };

        bool Nearly(long count) => FieldProfile.IsNearly(count, single);
    }

    private static DraftField Whole(string name, FieldProfile seen) =>
        seen.Least is { } low && seen.Greatest is { } high && low.FitsInteger(64) && high.FitsInteger(64)
            ? new DraftField(name, "integer")
            {
                PhysicalType = "bigint",
                Options = low.Unscaled.Sign >= 0 ? [("minimum", DraftContract.Plain("0"))] : [],
            }
            : new DraftField(name, "number") { PhysicalType = "decimal(38,0)" };

    private static DraftField Decimal(string name, FieldProfile seen)
    {
        var digits = seen is { Least: { } low, Greatest: { } high } ? Math.Max(Digits(low), Digits(high)) : 0;
        List<(string, YamlNode)> options = seen.Least?.Unscaled.Sign >= 0 ? [("minimum", DraftContract.Plain("0"))] : [];
        if (seen.HasWideNumbers || digits + seen.Scale > 30)
        {
            return new DraftField(name, "number") { PhysicalType = "double", Options = options };
        }
        // Room for larger numbers, none for finer ones: money rarely becomes finer.
        var scale = Math.Max(2, seen.Scale);
        return new DraftField(name, "number") { PhysicalType = $"decimal({Math.Max(18, digits + 4 + scale)},{scale})", Options = options };
    }

    private static int Digits(Contracts.ExactNumber number) =>
        number.ToString().TrimStart('-').Split('.')[0].Length;

    private static DraftField Text(string name, FieldProfile seen)
    {
        switch (seen.Shape)
        {
            case var shape when shape.HasFlag(TextShape.Date):
                return new DraftField(name, "date");
            case var shape when shape.HasFlag(TextShape.Timestamp):
                return new DraftField(name, "timestamp");
            case var shape when shape.HasFlag(TextShape.LocalTimestamp):
                return new DraftField(name, "timestamp") { Options = [("timezone", DraftContract.Plain("false"))] };
        }
        foreach (var (shape, format) in new[] { (TextShape.Uuid, "uuid"), (TextShape.Email, "email"), (TextShape.Ipv4, "ipv4"), (TextShape.Uri, "uri") })
        {
            if (seen.Shape.HasFlag(shape))
            {
                return new DraftField(name, "string") { Options = [("format", DraftContract.Text(format))] };
            }
        }
        return new DraftField(name, "string")
        {
            ValidValues = [.. ListOf(seen).Select(v => DraftContract.Text(v))],
        };
    }

    // Few values that come again and again; rare ones are left out, as they may be slips.
    private static List<string> ListOf(FieldProfile seen)
    {
        var often = (seen.Values ?? new Dictionary<string, long>()).Where(v => v.Value * 100 >= seen.Texts).ToList();
        return seen.Texts >= FewestForLists && seen.Texts >= often.Count * 5L && FieldProfile.IsNearly(often.Sum(v => v.Value), seen.Texts)
            ? [.. often.Select(v => v.Key)]
            : [];
    }

    private static IEnumerable<string> Evidence(FieldProfile seen, long around, DraftField draft)
    {
        yield return seen.Count == around ? $"in all {Number(around)}" : $"in {Number(seen.Count)} of {Number(around)}";
        if (seen.Nulls > 0)
        {
            yield return $"null in {Number(seen.Nulls)}";
        }
        if (seen.Least is { } low && seen.Greatest is { } high)
        {
            yield return $"{low} to {high}";
        }
        if (seen.Texts > 0 && draft.LogicalType == "string")
        {
            yield return seen.Shortest == seen.Longest ? $"{seen.Longest} characters" : $"{seen.Shortest} to {seen.Longest} characters";
        }
        if (draft.ValidValues.Count > 0)
        {
            yield return $"{seen.Values!.Count} different values"
                + (seen.Values.Count > draft.ValidValues.Count ? $", {seen.Values.Count - draft.ValidValues.Count} of them too rare for the list" : "");
        }
        if (seen.Arrays > 0)
        {
            yield return $"up to {Number(seen.MostElements)} elements";
        }
        if (seen.Count == seen.Nulls)
        {
            yield return "never with a value, so its type is a guess";
        }
        var kinds = Kinds(seen).ToList();
        if (kinds.Count > 1)
        {
            yield return $"of several types, which a contract cannot say: {string.Join(", ", kinds)}";
        }
    }

    private static IEnumerable<string> Kinds(FieldProfile seen)
    {
        foreach (var (count, name) in new[]
        {
            (seen.Booleans, "boolean"), (seen.Wholes + seen.Fractions, "number"), (seen.Texts, "text"), (seen.Objects, "object"), (seen.Arrays, "array"),
        })
        {
            if (count > 0)
            {
                yield return $"{Number(count)} {name}{(count == 1 ? "" : "s")}";
            }
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
