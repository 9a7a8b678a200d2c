namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>A query node: what may stand in parentheses after FROM.</summary>
internal abstract record Query
{
    public IReadOnlyList<CommonTable> CommonTables { get; init; } = [];

    public Modifiers Modifiers { get; init; } = Modifiers.None;
}

internal sealed record SelectQuery : Query
{
    public required IReadOnlyList<Expression> Items { get; init; }

    public required FromTable From { get; init; }

    public Expression? Where { get; init; }

    public IReadOnlyList<Expression> Groups { get; init; } = [];

    public int GroupingSets { get; init; }

    public Expression? Having { get; init; }

    public Expression? Qualify { get; init; }

    public bool IsSample { get; init; }

    /// <summary>All expressions of this node, those of FROM excepted.</summary>
    public IEnumerable<Expression> Expressions =>
        new[] { Where, Having, Qualify }.OfType<Expression>().Concat(Items).Concat(Groups).Concat(Modifiers.Expressions);
}

internal sealed record SetQuery(Query Left, Query Right, bool IsByName) : Query;

internal sealed record RecursiveQuery(Query Left, Query Right, bool IsKeyed) : Query;

/// <summary>One table of a WITH clause. Its query is set once, after its name can be referred to.</summary>
internal sealed class CommonTable(string name, IReadOnlyList<string> aliases)
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Aliases { get; } = aliases;

    public Query? Query { get; set; }
}

/// <summary>What follows the body of a query.</summary>
internal sealed record Modifiers
{
    public static readonly Modifiers None = new();

    public IReadOnlyList<Expression> Orders { get; init; } = [];

    /// <summary>LIMIT, OFFSET or LIMIT ... %: the expression that counts.</summary>
    public IReadOnlyList<Expression> Limits { get; init; } = [];

    /// <summary>Targets of DISTINCT ON.</summary>
    public IReadOnlyList<Expression> DistinctOn { get; init; } = [];

    public IEnumerable<Expression> Expressions => Orders.Concat(Limits).Concat(DistinctOn);
}
