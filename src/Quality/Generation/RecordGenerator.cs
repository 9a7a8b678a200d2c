using System.Text;
using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes records of a contract, good ones and such with planted faults; the same seed gives the same records.</summary>
/// <remarks>Rules of the contract are SQL and not looked at here. Not for several threads at once.</remarks>
public sealed class RecordGenerator
{
    private const int MostAttempts = 1_000;
    private const double ShareOfBadJson = 0.04;
    private const double ShareOfSchemaFaults = 0.2;

    private readonly Contract _contract;
    private readonly Faker _faker;
    private readonly RecordMaker _records;
    private readonly KeySequence _keys;
    private readonly FaultPlanter _faults;
    private readonly ValueJudge _judge = new();

    /// <summary>Prepares the fields of a contract.</summary>
    /// <param name="contract">What the records must satisfy.</param>
    /// <param name="seed">Decides every choice.</param>
    /// <exception cref="ContractException">
    /// <see cref="ErrorCodes.NothingToGenerate"/>, <see cref="ErrorCodes.PatternNotGenerated"/>: a field has no values.
    /// </exception>
    public RecordGenerator(Contract contract, int seed)
    {
        _contract = contract;
        _faker = new Faker("en") { Random = new Randomizer(seed) };
        _records = new RecordMaker(contract.Shape, _judge, _faker);
        _keys = new KeySequence(contract, _records);
        _faults = new FaultPlanter(_judge, new BadValues(_records), _faker.Random);
    }

    /// <summary>Whether something happens that shall happen to a share of the records.</summary>
    public bool Chance(double share) => _faker.Random.Double() < share;

    /// <summary>One of several numbers from 0.</summary>
    public int Choice(int count) => _faker.Random.Int(0, count - 1);

    /// <summary>Makes a record with a primary key that no record before has.</summary>
    /// <param name="isFaulty">Whether it has errors.</param>
    /// <exception cref="ContractException">
    /// <see cref="ErrorCodes.TooFewKeys"/>, <see cref="ErrorCodes.NothingToGenerate"/>: there is no such record.
    /// </exception>
    public GeneratedRecord Next(bool isFaulty) => Make(_keys.Next(), isFaulty);

    /// <summary>Makes another record in place of one: with the same primary key.</summary>
    public GeneratedRecord Again(GeneratedRecord rejected, bool isFaulty) => Make(rejected.Key, isFaulty);

    private GeneratedRecord Make(JsonDraft? key, bool isFaulty)
    {
        SchemaError? last = null;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var draft = _records.Make(_keys.Field, key);
            var payload = draft.ToString();
            if (_contract.Remainder is { } schema && Evaluate(schema, payload) is { Count: > 0 } errors)
            {
                last = errors[0];
                continue;
            }
            var record = isFaulty ? Spoil(draft, payload) : new GeneratedRecord(payload, []);
            if (record is not null)
            {
                return record with { Key = key };
            }
        }
        throw new ContractException([new Problem(ErrorCodes.NothingToGenerate, _contract.Position,
            $"none of {MostAttempts:N0} records " + (last is null
                ? "could be made wrong"
                : $"satisfies the keyword '{last.Keyword}' at {last.SchemaLocation}: '{last.Path}' {last.Message}"),
            "Say it with keywords at the properties, or write such records by hand.")]);
    }

    private GeneratedRecord? Spoil(JsonDraft.Object draft, string payload)
    {
        if (Chance(ShareOfBadJson))
        {
            return new GeneratedRecord(BadJson(payload), [new PlantedError(RowCodes.Malformed, "")]);
        }
        var errors = new List<PlantedError>();
        if (_contract.Remainder is not null && Chance(ShareOfSchemaFaults))
        {
            SpoilShape(draft);
        }
        else
        {
            errors.AddRange(PlantSome(draft));
        }
        var spoilt = draft.ToString();
        if (_contract.Remainder is { } schema && !errors.Exists(error => error.Code == RowCodes.DuplicateKey))
        {
            errors.AddRange(Evaluate(schema, spoilt).Select(error => new PlantedError(SchemaCodes.Of(error.Keyword), error.Path)));
        }
        return errors.Count == 0 ? null : new GeneratedRecord(spoilt, errors);
    }

    // Each column is made wrong at most once, so that no fault hides another.
    private IEnumerable<PlantedError> PlantSome(JsonDraft.Object draft)
    {
        var wanted = _faker.Random.Int(1, 10) switch { <= 7 => 1, <= 9 => 2, _ => 3 };
        var columns = DraftPlace.ByColumn(draft).ToList();
        var chosen = _faker.Random.Shuffle(Enumerable.Range(0, columns.Count)).Take(wanted).OrderDescending().ToList();
        // From the last to the first, for a member that is taken out or doubled moves those behind it.
        var planted = chosen.Select(i => (columns[i][0].Field.Id, Errors: _faults.Plant(columns[i]) ?? [])).ToList();
        return planted.OrderBy(column => column.Id).SelectMany(column => column.Errors);
    }

    // What a schema says of a record beyond its single values: members that nobody declared, elements that stand there twice ...
    private void SpoilShape(JsonDraft.Object draft)
    {
        var places = DraftPlace.ByColumn(draft).SelectMany(column => column).ToList();
        var objects = places.Select(place => place.Value).OfType<JsonDraft.Object>().Append(draft).ToList();
        var arrays = places.Where(place => place.Value is JsonDraft.Array { Items.Count: > 0 }).ToList();
        var one = _faker.Random.ListItem(objects);
        var optional = one.Members.FindIndex(member => !member.Field!.Required);
        switch (_faker.Random.Int(0, 3))
        {
            case 0 when arrays.Count > 0:
                Double(_faker.Random.ListItem(arrays));
                break;
            case 1 when optional >= 0:
                one.Members.RemoveAt(optional);
                break;
            case 2 when places.Count > 0:
                var place = _faker.Random.ListItem(places);
                place.Value = _records.MakeValue(place.Field);
                break;
            default:
                one.Members.Insert(_faker.Random.Int(0, one.Members.Count), new JsonDraft.Member(null, "undeclared", new JsonDraft.Token("1")));
                break;
        }
    }

    private void Double(DraftPlace place)
    {
        var items = ((JsonDraft.Array)place.Value).Items;
        items.Add(items[0]);
        if (!_judge.Holds(place.Field, place.Field.Checks, place.Value))
        {
            items.RemoveAt(items.Count - 1);
        }
    }

    private string BadJson(string payload) => _faker.Random.Int(0, 4) switch
    {
        0 => payload + "}",
        1 => payload[..^1] + ",}",
        2 => "'" + payload[1..],
        3 => payload[1..],
        _ => payload[..CutBefore(payload, _faker.Random.Int(1, payload.Length - 1))],
    };

    // Half a pair of surrogates is no text.
    private static int CutBefore(string payload, int at) => char.IsLowSurrogate(payload[at]) ? at - 1 : at;

    private static IReadOnlyList<SchemaError> Evaluate(CompiledSchema schema, string payload) =>
        schema.Evaluate(Encoding.UTF8.GetBytes(payload)).Errors;
}
