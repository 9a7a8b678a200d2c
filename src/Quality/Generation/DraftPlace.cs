using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Generation;

/// <summary>A value in a record that is being made, and where it stands.</summary>
/// <param name="Field">Its declaration.</param>
/// <param name="Path">Its path as verdicts have it.</param>
/// <param name="Owner">The object or array around it.</param>
/// <param name="Index">Its place in there.</param>
internal sealed record DraftPlace(RecordField Field, string Path, JsonDraft Owner, int Index)
{
    /// <summary>The value.</summary>
    public JsonDraft Value
    {
        get => Owner is JsonDraft.Object o ? o.Members[Index].Value : ((JsonDraft.Array)Owner).Items[Index];
        set
        {
            if (Owner is JsonDraft.Object o)
            {
                o.Members[Index] = o.Members[Index] with { Value = value };
            }
            else
            {
                ((JsonDraft.Array)Owner).Items[Index] = value;
            }
        }
    }

    /// <summary>The places of an object's members and everything below them, by column.</summary>
    public static IEnumerable<IReadOnlyList<DraftPlace>> ByColumn(JsonDraft.Object record) =>
        record.Members.Select((member, i) => SelfAndBelow(new DraftPlace(member.Field!, member.Field!.Name, record, i)).ToList());

    private static IEnumerable<DraftPlace> SelfAndBelow(DraftPlace place)
    {
        var below = place.Value switch
        {
            JsonDraft.Object o => o.Members.Select((member, i) => new DraftPlace(member.Field!, $"{place.Path}.{member.Field!.Name}", o, i)),
            JsonDraft.Array a => a.Items.Select((_, i) => new DraftPlace(place.Field.Children[0], $"{place.Path}[{i}]", a, i)),
            _ => [],
        };
        return below.SelectMany(SelfAndBelow).Prepend(place);
    }
}
