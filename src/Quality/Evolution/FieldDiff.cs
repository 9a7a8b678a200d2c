using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Evolution;

/// <summary>Fields that came, went or changed their type; what they allow is judged by the compatibility of records.</summary>
internal sealed class FieldDiff(RecordShape before, RecordShape after, ChangeKind breaks)
{
    public IEnumerable<ContractChange> Changes()
    {
        foreach (var field in before.All.Where(f => after.Find(f.Path) is null && IsTop(f, after)))
        {
            yield return Change(breaks, ChangeCodes.FieldRemoved, field, $"'{field.Path}' is gone; a query that names it fails");
        }
        foreach (var field in after.All)
        {
            if (before.Find(field.Path) is not { } old)
            {
                if (IsTop(field, before))
                {
                    yield return Change(ChangeKind.Additive, ChangeCodes.FieldAdded, field,
                        $"'{field.Path}' is new, of type {field.Type}, {(field.Required ? "required" : "optional")}");
                }
            }
            else if (old.Type.ToString() != field.Type.ToString())
            {
                yield return Change(ContractTypes.Holds(field, old) ? ChangeKind.Additive : breaks,
                    ChangeCodes.TypeChanged, field, $"'{field.Path}' was of type {old.Type} and is {field.Type}");
            }
            else if (old.Required && !field.Required)
            {
                yield return Change(ChangeKind.Additive, ChangeCodes.Relaxed, field, $"'{field.Path}' was required and may be absent");
            }
        }
    }

    // A new object is told once, not with each of its members.
    private static bool IsTop(RecordField field, RecordShape other) =>
        field.Path.LastIndexOfAny(['.', '[']) is var end && (end < 0 || other.Find(field.Path[..end]) is not null);

    private static ContractChange Change(ChangeKind kind, string code, RecordField field, string message) =>
        new(kind, code, "/" + field.Path.Replace("[]", "/[]", StringComparison.Ordinal).Replace('.', '/'), message)
        {
            Column = field.Path.Split('.', '[')[0],
        };
}
