using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes good records field by field, as far as the fields alone decide it.</summary>
internal sealed class RecordMaker
{
    private const double ShareOfOptional = 0.85;
    private const double ShareOfNull = 0.08;
    private const int MoreElements = 3;

    private readonly RecordShape _shape;
    private readonly Dictionary<int, FieldMaker> _makers;
    private readonly Faker _faker;

    /// <summary>Prepares every field.</summary>
    /// <exception cref="ContractException">A field has no value that satisfies its checks.</exception>
    public RecordMaker(RecordShape shape, ValueJudge judge, Faker faker)
    {
        (_shape, _faker) = (shape, faker);
        _makers = shape.All.Where(field => field.Type.IsSingle).ToDictionary(field => field.Id, field => new FieldMaker(field, judge));
    }

    /// <summary>What makes the values of a field with single values.</summary>
    public FieldMaker MakerOf(RecordField field) => _makers[field.Id];

    /// <summary>A record.</summary>
    /// <param name="key">The field whose value is given; null for none.</param>
    /// <param name="keyValue">Its value.</param>
    public JsonDraft.Object Make(RecordField? key, JsonDraft? keyValue) => MakeObject(_shape.Columns, key, keyValue);

    /// <summary>A value of a field that is not null.</summary>
    public JsonDraft MakeValue(RecordField field, RecordField? key = null, JsonDraft? keyValue = null)
    {
        if (field.Id == key?.Id)
        {
            return keyValue!;
        }
        switch (field.Type)
        {
            case FieldType.Object o:
                return MakeObject(o.Fields, key, keyValue);
            case FieldType.Array array:
                var made = new JsonDraft.Array();
                var lengths = field.Checks.OfType<LengthCheck>().ToList();
                var least = lengths.Max(length => length.Least) ?? 0;
                var most = Math.Min(lengths.Min(length => length.Greatest) ?? int.MaxValue, least + MoreElements);
                for (var count = _faker.Random.Int(least, Math.Max(least, most)); count > 0; count--)
                {
                    made.Items.Add(IsNull(array.Element) ? JsonDraft.Token.Null : MakeValue(array.Element));
                }
                return made;
            default:
                return _makers[field.Id].Draw(_faker);
        }
    }

    private JsonDraft.Object MakeObject(IReadOnlyList<RecordField> fields, RecordField? key, JsonDraft? keyValue)
    {
        var made = new JsonDraft.Object();
        foreach (var field in fields)
        {
            var holdsKey = key is not null && key.Id >= field.Id && key.Id <= field.LastId;
            if (holdsKey || field.Required || _faker.Random.Double() < ShareOfOptional)
            {
                made.Members.Add(new JsonDraft.Member(field, field.JsonName,
                    !holdsKey && IsNull(field) ? JsonDraft.Token.Null : MakeValue(field, key, keyValue)));
            }
        }
        return made;
    }

    private bool IsNull(RecordField field) =>
        (field.Nulls == Nulls.Allowed || (field.Nulls == Nulls.AsAbsent && !field.Required)) && _faker.Random.Double() < ShareOfNull;
}
