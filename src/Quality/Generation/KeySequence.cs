using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>Gives every record a primary key of its own: one field of the key counts, the others are left to chance.</summary>
internal sealed class KeySequence
{
    private const int MostUnfitting = 10_000;

    private readonly FieldMaker? _maker;
    private long _next;

    /// <summary>Takes the field of the key that has the most values.</summary>
    public KeySequence(Contract contract, RecordMaker records)
    {
        var single = contract.PrimaryKey.Where(field => field.Type.IsSingle).ToList();
        _maker = single.Count == 0 ? null : single.Select(records.MakerOf).MaxBy(maker => maker.Count);
    }

    /// <summary>The field that counts; null without a key.</summary>
    public RecordField? Field => _maker?.Field;

    /// <summary>A value that was never given before; null without a key.</summary>
    /// <exception cref="ContractException"><see cref="ErrorCodes.TooFewKeys"/>: there is none left.</exception>
    public JsonDraft? Next()
    {
        for (var unfitting = 0; _maker is not null; unfitting++)
        {
            if (_next >= _maker.Count || unfitting > MostUnfitting)
            {
                throw new ContractException([new Problem(ErrorCodes.TooFewKeys, _maker.Field.Position,
                    $"after {_next - unfitting:N0} records there is no further value for '{_maker.Field.Path}' of the primary key",
                    "Ask for fewer rows, or let the key have more values.")]);
            }
            if (_maker.At(_next++) is { } value)
            {
                return value;
            }
        }
        return null;
    }
}
