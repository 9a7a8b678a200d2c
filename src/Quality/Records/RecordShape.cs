namespace Lakehouse.Quality.Records;

/// <summary>The columns of a record and everything below them.</summary>
/// <param name="Columns">The fields of the root object in the order of the contract.</param>
public sealed record RecordShape(IReadOnlyList<RecordField> Columns)
{
    /// <summary>Every field, in the order of the ids: <c>All[i].Id == i</c>.</summary>
    public IReadOnlyList<RecordField> All { get; } = AddTo([], Columns);

    private static List<RecordField> AddTo(List<RecordField> all, IReadOnlyList<RecordField> fields)
    {
        foreach (var field in fields)
        {
            all.Add(field);
            if (!field.Type.IsSingle)
            {
                AddTo(all, field.Children);
            }
        }
        return all;
    }

    /// <summary>The field of a path such as <c>properties.amount</c> or <c>items[].sku</c>, or null.</summary>
    public RecordField? Find(string path) => All.FirstOrDefault(f => f.Path == path);

    /// <summary>The fields around a field, the outermost first.</summary>
    public IReadOnlyList<RecordField> Around(RecordField field) =>
        [.. All.Where(f => f.Id < field.Id && f.LastId >= field.Id)];
}
