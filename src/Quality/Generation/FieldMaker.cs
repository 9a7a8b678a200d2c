using System.Numerics;
using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes single values of a field that satisfy all of its checks.</summary>
internal sealed class FieldMaker
{
    private const int MostAttempts = 200;

    private readonly ValueJudge _judge;
    private readonly List<ValueCheck> _checks;
    private readonly List<JsonDraft>? _choices;
    private readonly TextMaker? _texts;

    // Numbers and times are taken from between the limits; two steps are more than their maker knows of.
    private readonly bool _isMadeToFit;

    /// <summary>Prepares the values of a field.</summary>
    /// <exception cref="ContractException">
    /// <see cref="ErrorCodes.NothingToGenerate"/>, <see cref="ErrorCodes.PatternNotGenerated"/>: no value can be made.
    /// </exception>
    public FieldMaker(RecordField field, ValueJudge judge)
    {
        (Field, _judge) = (field, judge);
        _checks = [.. field.Checks, .. field.SchemaChecks];
        switch (field.Type)
        {
            case FieldType.Text:
                _texts = new TextMaker(field, _checks, out var unreadable);
                if (unreadable is not null)
                {
                    throw Refuse(ErrorCodes.PatternNotGenerated, $"no text can be drawn from the pattern {unreadable} of '{field.Path}'",
                        "Write it without look-around and back references.");
                }
                break;
            case FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float:
                Numbers = new NumberMaker(field.Type, _checks);
                break;
            case FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz:
                Times = new TimeMaker(field.Type, _checks);
                break;
        }
        _isMadeToFit = Times is not null
            || (field.Type is FieldType.Integer or FieldType.Decimal && _checks.OfType<StepCheck>().Count() < 2);
        if (_checks.OfType<EnumCheck>().FirstOrDefault() is { } listed)
        {
            _choices = [.. listed.Values.Select(Choice).Where(value => judge.Holds(field, _checks, value))];
        }
        if (_choices is { Count: 0 } || Numbers is { Count.IsZero: true } || Times is { Count: 0 })
        {
            throw NoValue();
        }
    }

    /// <summary>The field.</summary>
    public RecordField Field { get; }

    /// <summary>Its numbers, when it is one.</summary>
    public NumberMaker? Numbers { get; }

    /// <summary>Its times, when it is one.</summary>
    public TimeMaker? Times { get; }

    /// <summary>How many values there are by number.</summary>
    public BigInteger Count => _choices?.Count ?? _texts?.Count ?? Numbers?.Count ?? Times?.Count ?? 2;

    /// <summary>A random value.</summary>
    /// <exception cref="ContractException"><see cref="ErrorCodes.NothingToGenerate"/>: none was found.</exception>
    public JsonDraft Draw(Faker faker)
    {
        if (_choices is not null)
        {
            return _choices[faker.Random.Int(0, _choices.Count - 1)];
        }
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            JsonDraft value = _texts is not null ? new JsonDraft.Text(_texts.Draw(faker, attempt))
                : Numbers is not null ? new JsonDraft.Token(Numbers.Draw(faker.Random))
                : Times?.Draw(faker.Random) ?? Truth(faker.Random.Bool());
            if (_isMadeToFit || _judge.Holds(Field, _checks, value))
            {
                return value;
            }
        }
        throw NoValue();
    }

    /// <summary>The value of a number below <see cref="Count"/>; null when that one does not satisfy all checks.</summary>
    public JsonDraft? At(long number)
    {
        var value = _choices?[(int)number] ?? (_texts is not null ? new JsonDraft.Text(_texts.At(number))
            : Numbers is not null ? new JsonDraft.Token(Numbers.At(number))
            : Times?.At(number) ?? Truth(number == 0));
        return _judge.Holds(Field, _checks, value) ? value : null;
    }

    /// <summary>A listed value as it is written in a record.</summary>
    public JsonDraft Choice(string canonical) => Field.Type switch
    {
        FieldType.Text or FieldType.Date => new JsonDraft.Text(canonical),
        FieldType.Timestamp or FieldType.TimestampNtz => Times!.Write(ValueJudge.Time(canonical)),
        _ => new JsonDraft.Token(canonical),
    };

    private static JsonDraft.Token Truth(bool value) => new(value ? "true" : "false");

    private ContractException NoValue() => Refuse(ErrorCodes.NothingToGenerate,
        $"no value of '{Field.Path}' was found that satisfies all of its checks ({string.Join(", ", _checks.Select(check => check.Message))})",
        "Correct the checks that exclude each other.");

    private ContractException Refuse(string code, string message, string suggestion) =>
        new([new Problem(code, Field.Position, message, suggestion)]);
}
