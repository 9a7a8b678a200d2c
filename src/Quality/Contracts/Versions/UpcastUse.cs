using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>Keeps track of which fields of an older version go somewhere, or are dropped on purpose.</summary>
internal sealed class UpcastUse(RecordShape shape)
{
    private readonly bool[] _taken = new bool[shape.All.Count];

    /// <summary>Takes a field with everything below it.</summary>
    public void Take(RecordField field)
    {
        for (var id = field.Id; id <= field.LastId; id++)
        {
            _taken[id] = true;
        }
    }

    /// <summary>Takes the fields that an expression names.</summary>
    public void TakeNamed(string expression)
    {
        foreach (var token in SqlTokens.Split(expression) ?? [])
        {
            var name = token.Replace("\"", "", StringComparison.Ordinal);
            var field = shape.All.Where(f => !f.Path.Contains("[]", StringComparison.Ordinal)
                    && (Same(f.Path, name) || name.StartsWith(f.Path + ".", StringComparison.OrdinalIgnoreCase)))
                .MaxBy(f => f.Path.Length);
            if (field is not null)
            {
                Take(field);
            }
        }
    }

    /// <summary>The fields that nothing was said of; of an object that is left out whole, only the object.</summary>
    public IEnumerable<RecordField> Unused() => Unused(shape.Columns);

    private IEnumerable<RecordField> Unused(IEnumerable<RecordField> fields)
    {
        foreach (var field in fields)
        {
            var leaves = field.SelfAndBelow().Where(f => f.Type.IsSingle).ToList();
            if (leaves.TrueForAll(leaf => !_taken[leaf.Id]))
            {
                yield return field;
            }
            else
            {
                foreach (var below in Unused(field.Children))
                {
                    yield return below;
                }
            }
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
