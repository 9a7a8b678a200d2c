using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes a value of a good record wrong, and knows what must be said of it.</summary>
internal sealed class FaultPlanter(ValueJudge judge, BadValues bad, Randomizer random)
{
    /// <summary>Makes one value at or below a column wrong in one way.</summary>
    /// <returns>The errors of the fields alone, in order; null when nothing there can be made wrong.</returns>
    public IReadOnlyList<PlantedError>? Plant(IReadOnlyList<DraftPlace> places)
    {
        var options = places.SelectMany(place => KindsOf(place).Select(kind => (Place: place, kind.Kind, kind.Check))).ToList();
        while (options.Count > 0)
        {
            var chosen = random.Int(0, options.Count - 1);
            var (place, kind, check) = options[chosen];
            if (Plant(place, kind, check) is { } codes)
            {
                return [.. codes.Select(code => new PlantedError(code, place.Path))];
            }
            options.RemoveAt(chosen);
        }
        return null;
    }

    // A schema judges some things otherwise than a column: those are told apart by what null means.
    private static IEnumerable<(FaultKind Kind, ValueCheck? Check)> KindsOf(DraftPlace place)
    {
        var (field, type) = (place.Field, place.Field.Type);
        var isOwn = field.Nulls == Nulls.AsAbsent;
        var isMember = place.Owner is JsonDraft.Object;
        var kinds = new List<FaultKind>();
        Add(FaultKind.Missing, isMember && field.Required);
        Add(FaultKind.Null, (isOwn && field.Required) || (field.Nulls == Nulls.Refused && !field.Required));
        Add(FaultKind.Twice, isMember);
        if (place.Value == JsonDraft.Token.Null)
        {
            return kinds.Select(kind => (kind, (ValueCheck?)null));
        }
        Add(FaultKind.WrongType, true);
        Add(FaultKind.Fraction, type is FieldType.Integer);
        Add(FaultKind.TooFine, isOwn && type is FieldType.Decimal or FieldType.Timestamp or FieldType.TimestampNtz);
        Add(FaultKind.TooLarge, isOwn && type is FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float);
        Add(FaultKind.BadTime, type is FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz);
        Add(FaultKind.SchemaFormat, field.SchemaFormat is not null);
        return kinds.Select(kind => (kind, (ValueCheck?)null))
            .Concat(field.Checks.Concat(field.SchemaChecks).Select(check => (FaultKind.Check, (ValueCheck?)check)));

        void Add(FaultKind kind, bool applies)
        {
            if (applies)
            {
                kinds.Add(kind);
            }
        }
    }

    private List<string>? Plant(DraftPlace place, FaultKind kind, ValueCheck? check)
    {
        switch (kind)
        {
            case FaultKind.Missing:
                ((JsonDraft.Object)place.Owner).Members.RemoveAt(place.Index);
                return [RowCodes.Required];
            case FaultKind.Twice:
                var members = ((JsonDraft.Object)place.Owner).Members;
                members.Insert(random.Int(place.Index + 1, members.Count), members[place.Index]);
                return [RowCodes.DuplicateKey];
            case FaultKind.Null:
                place.Value = JsonDraft.Token.Null;
                return [place.Field.Required ? RowCodes.Required : RowCodes.Type];
            case FaultKind.WrongType:
                place.Value = BadValues.OfOtherType(place.Field.Type);
                return [RowCodes.Type];
            case FaultKind.Fraction:
                place.Value = new JsonDraft.Token("1.5");
                return [RowCodes.Type];
            case FaultKind.TooFine:
                place.Value = BadValues.TooFine(place.Field.Type);
                return [RowCodes.Precision];
            case FaultKind.TooLarge:
                place.Value = BadValues.TooLarge(place.Field.Type);
                return [RowCodes.Precision];
            case FaultKind.BadTime:
                place.Value = new JsonDraft.Text(random.ArrayElement(["", "tomorrow", "01.02.2026", "2026-02-30", "2026-13-01T00:00:00Z"]));
                return [RowCodes.Format];
            case FaultKind.SchemaFormat:
                place.Value = new JsonDraft.Text("{not} of the form");
                return Broken(place);
            default:
                return PlantCheck(place, check!);
        }
    }

    private List<string>? PlantCheck(DraftPlace place, ValueCheck check)
    {
        foreach (var value in random.Shuffle(bad.For(place.Field, check, place.Value)))
        {
            if (!judge.Holds(place.Field, check, value))
            {
                place.Value = value;
                return Broken(place);
            }
        }
        return null;
    }

    // What a schema finds wrong is asked of the schema.
    private List<string> Broken(DraftPlace place) =>
        [.. place.Field.Checks.Where(check => !judge.Holds(place.Field, check, place.Value)).Select(check => check.Code)];
}
