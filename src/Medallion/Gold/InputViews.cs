using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Gold;

/// <summary>The views under which queries see tables.</summary>
internal static class InputViews
{
    /// <summary>Makes <paramref name="fullName"/>, such as <c>silver.orders</c>, stand for a relation.</summary>
    public static string Create(string fullName, string relation)
    {
        var names = fullName.Split('.', 2);
        return $"create schema if not exists {Sql.Name(names[0])}; "
            + $"create or replace view {Sql.Name(names[0])}.{Sql.Name(names[1])} as select * from {relation}";
    }
}
