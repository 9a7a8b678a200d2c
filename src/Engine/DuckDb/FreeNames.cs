using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Names for columns that stand beside those of a table.</summary>
internal static class FreeNames
{
    /// <summary>The name, behind as many underscores as it takes until no column has it.</summary>
    public static string FreeName(this StructType schema, string name)
    {
        while (schema.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            name = $"_{name}";
        }
        return name;
    }
}
