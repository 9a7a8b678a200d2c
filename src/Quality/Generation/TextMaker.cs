using System.Globalization;
using System.Numerics;
using System.Text;
using Bogus;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Makes texts: of a pattern, of a format, or such as the name of the field lets expect.</summary>
internal sealed class TextMaker
{
    private const int MostRepetitions = 300;
    private const long ManyValues = 1L << 48;

    // A part of a field's name, and what such fields hold; the first that fits.
    private static readonly (string Part, Func<Faker, string> Make)[] Kinds =
    [
        ("email", faker => faker.Internet.Email()), ("mail", faker => faker.Internet.Email()),
        ("first_name", faker => faker.Name.FirstName()), ("last_name", faker => faker.Name.LastName()),
        ("user_name", faker => faker.Internet.UserName()), ("company", faker => faker.Company.CompanyName()),
        ("product", faker => faker.Commerce.ProductName()), ("name", faker => faker.Name.FullName()),
        ("city", faker => faker.Address.City()), ("country", faker => faker.Address.CountryCode()),
        ("street", faker => faker.Address.StreetAddress()), ("address", faker => faker.Address.StreetAddress()),
        ("zip", faker => faker.Address.ZipCode()), ("postal", faker => faker.Address.ZipCode()), ("phone", faker => faker.Phone.PhoneNumber()),
        ("currency", faker => faker.Finance.Currency().Code), ("iban", faker => faker.Finance.Iban()),
        ("url", faker => faker.Internet.Url()), ("uri", faker => faker.Internet.Url()), ("referrer", faker => faker.Internet.Url()),
        ("host", faker => faker.Internet.DomainName()), ("ip_", faker => faker.Internet.Ip()), ("user_agent", faker => faker.Internet.UserAgent()),
        ("note", faker => faker.Lorem.Sentence()), ("comment", faker => faker.Lorem.Sentence()), ("description", faker => faker.Lorem.Sentence()),
        ("title", faker => faker.Lorem.Sentence(3)), ("color", faker => faker.Commerce.Color()),
        ("sku", faker => faker.Random.AlphaNumeric(8).ToUpperInvariant()), ("code", faker => faker.Random.AlphaNumeric(6).ToUpperInvariant()),
        ("_id", faker => faker.Random.AlphaNumeric(12)),
    ];

    private readonly TextFormat _format;
    private readonly string? _schemaFormat;
    private readonly PatternNode? _pattern;
    private readonly Func<Faker, string> _usual;
    private readonly int _least;
    private readonly int _greatest;

    /// <summary>Takes what is asked for from the type and the checks of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="checks">Everything that its values must satisfy.</param>
    /// <param name="unreadable">The pattern that no text can be drawn from; null when there is none.</param>
    public TextMaker(RecordField field, IReadOnlyList<ValueCheck> checks, out string? unreadable)
    {
        _format = field.Type is FieldType.Text text ? text.Format : TextFormat.Any;
        _schemaFormat = field.SchemaFormat;
        unreadable = null;
        if (checks.OfType<PatternCheck>().FirstOrDefault() is { } pattern)
        {
            _pattern = PatternReader.Read(pattern.Pattern);
            unreadable = _pattern is null ? pattern.Pattern : null;
        }
        var name = "_" + field.Path.Replace("[]", "", StringComparison.Ordinal).ToLowerInvariant().Split('.')[^1];
        _usual = Kinds.FirstOrDefault(kind => name.Contains(kind.Part, StringComparison.Ordinal)).Make
            ?? (faker => string.Join(' ', faker.Lorem.Words(2)));
        var lengths = checks.OfType<LengthCheck>().ToList();
        _least = lengths.Max(length => length.Least) ?? 0;
        _greatest = lengths.Min(length => length.Greatest) ?? int.MaxValue;
    }

    /// <summary>A random text, which need not satisfy everything yet.</summary>
    /// <param name="faker">The choices.</param>
    /// <param name="attempt">How many did not fit before: each is given more room.</param>
    public string Draw(Faker faker, int attempt)
    {
        if (_format != TextFormat.Any)
        {
            return OfFormat(faker);
        }
        if (_pattern is not null)
        {
            var text = new StringBuilder();
            _pattern.Draw(text, faker.Random, Room(attempt));
            return text.ToString();
        }
        return _schemaFormat is null ? Fit(faker, _usual(faker)) : OfSchemaFormat(faker);
    }

    /// <summary>How many texts there are by number.</summary>
    public BigInteger Count => _format switch
    {
        TextFormat.Any => _pattern?.Count(RoomByNumber) ?? BigInteger.Pow(10, Digits),
        TextFormat.Time => 86_400,
        TextFormat.Ipv4 => 1 << 24,
        _ => ManyValues,
    };

    /// <summary>The text of a number below <see cref="Count"/>.</summary>
    public string At(long number) => _format switch
    {
        TextFormat.Any => _pattern?.At(number, RoomByNumber) ?? number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0'),
        TextFormat.Uuid => $"{number >> 32:x8}-{(number >> 16) & 0xffff:x4}-4{number & 0xfff:x3}-8000-{number:x12}",
        TextFormat.Email => $"user{number}@example.com",
        TextFormat.Uri => $"https://example.com/{number}",
        TextFormat.Hostname => $"host{number}.example.com",
        TextFormat.Ipv4 => $"10.{(number >> 16) & 0xff}.{(number >> 8) & 0xff}.{number & 0xff}",
        TextFormat.Ipv6 => $"2001:db8::{(number >> 32) & 0xffff:x}:{(number >> 16) & 0xffff:x}:{number & 0xffff:x}",
        TextFormat.Time => TimeOnly.MinValue.Add(TimeSpan.FromSeconds(number)).ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToBase64String(BitConverter.GetBytes(number)),
    };

    private int Digits => Math.Min(_greatest, Math.Max(_least, 9));

    // The least room in which a great many texts differ, or else all that there is.
    private int RoomByNumber => Enumerable.Range(0, 16).FirstOrDefault(more => _pattern!.Count(more) >= ManyValues
        && _pattern.At(0, more).Length >= _least, 12);

    private static int Room(int attempt) => attempt < 20 ? 4 : attempt < 60 ? 16 : attempt < 120 ? 60 : MostRepetitions;

    private string OfFormat(Faker faker) => _format switch
    {
        TextFormat.Uuid => faker.Random.Guid().ToString(),
        TextFormat.Email => faker.Internet.Email(),
        TextFormat.Uri => Fit(faker, faker.Internet.Url() + "/" + faker.Lorem.Slug()),
        TextFormat.Hostname => faker.Internet.DomainName(),
        TextFormat.Ipv4 => faker.Internet.Ip(),
        TextFormat.Ipv6 => faker.Internet.Ipv6(),
        TextFormat.Time => At(faker.Random.Int(0, 86_399)),
        _ => Convert.ToBase64String(faker.Random.Bytes(faker.Random.Int(1, 24))),
    };

    private string OfSchemaFormat(Faker faker) => _schemaFormat switch
    {
        "email" or "idn-email" => faker.Internet.Email(),
        "hostname" or "idn-hostname" => faker.Internet.DomainName(),
        "uri" or "iri" or "uri-reference" or "iri-reference" or "uri-template" => faker.Internet.Url(),
        "time" => TimeOnly.MinValue.Add(TimeSpan.FromSeconds(faker.Random.Int(0, 86_399))).ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "duration" => $"P{faker.Random.Int(1, 30)}DT{faker.Random.Int(0, 23)}H",
        "json-pointer" => "/" + faker.Lorem.Word(),
        "relative-json-pointer" => faker.Random.Int(0, 3) + "/" + faker.Lorem.Word(),
        _ => Fit(faker, _usual(faker)),
    };

    private string Fit(Faker faker, string text)
    {
        if (text.Length > _greatest)
        {
            text = text[.._greatest];
        }
        return text.Length >= _least ? text : text + faker.Random.AlphaNumeric(_least - text.Length);
    }
}
