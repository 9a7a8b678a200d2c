using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Tables;

/// <summary>The views under which queries see tables.</summary>
internal static class InputViews
{
    /// <summary>Makes <paramref name="fullName"/>, such as <c>silver.orders</c>, stand for a relation.</summary>
    public static string Create(string fullName, string relation) =>
        $"create schema if not exists {Sql.Name(fullName.Split('.', 2)[0])}; "
        + $"create or replace view {Name(fullName)} as select * from {relation}";

    /// <summary>Makes <paramref name="fullName"/> an empty table.</summary>
    public static string CreateEmpty(string fullName, StructType schema) =>
        $"create schema if not exists {Sql.Name(fullName.Split('.', 2)[0])}; create table {Name(fullName)} "
        + $"({string.Join(", ", schema.Fields.Select(field => $"{Sql.Name(field.Name)} {DuckDbTypes.ToSql(field.Type)}"))})";

    /// <summary>The name as SQL writes it.</summary>
    public static string Name(string fullName) => string.Join('.', fullName.Split('.', 2).Select(Sql.Name));
}
