namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>A scalar expression of the parse tree.</summary>
/// <param name="Location">Byte offset in the SQL text.</param>
/// <param name="Alias">The name given with AS; empty when there is none.</param>
internal abstract record Expression(int Location, string Alias)
{
    /// <summary>Direct parts, those of subqueries excepted.</summary>
    public abstract IEnumerable<Expression> Parts { get; }

    /// <summary>This expression and all below it, those of subqueries excepted.</summary>
    public IEnumerable<Expression> Flatten()
    {
        var open = new Stack<Expression>([this]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var part in next.Parts.Reverse())
            {
                open.Push(part);
            }
        }
    }
}

internal sealed record ColumnRef(int Location, string Alias, IReadOnlyList<string> Names) : Expression(Location, Alias)
{
    public override IEnumerable<Expression> Parts => [];
}

internal sealed record Constant(int Location, string Alias) : Expression(Location, Alias)
{
    public override IEnumerable<Expression> Parts => [];
}

/// <summary><c>#1</c>: a column of FROM by its position.</summary>
internal sealed record PositionRef(int Location, string Alias) : Expression(Location, Alias)
{
    public override IEnumerable<Expression> Parts => [];
}

/// <summary><c>*</c>, <c>t.*</c> with what is left out, replaced and renamed, and <c>COLUMNS(...)</c>.</summary>
internal sealed record Star(int Location, string Alias) : Expression(Location, Alias)
{
    public string Relation { get; init; } = "";

    /// <summary>True when a pattern or a lambda chooses the columns.</summary>
    public bool IsChosen { get; init; }

    public IReadOnlySet<string> Excluded { get; init; } = new HashSet<string>();

    public IReadOnlyDictionary<string, Expression> Replaced { get; init; } = new Dictionary<string, Expression>();

    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    public Expression? Pattern { get; init; }

    public override IEnumerable<Expression> Parts => Pattern is null ? Replaced.Values : [.. Replaced.Values, Pattern];
}

internal sealed record FunctionCall(int Location, string Alias, string Name) : Expression(Location, Alias)
{
    public IReadOnlyList<Expression> Arguments { get; init; } = [];

    public IReadOnlyList<Expression> Orders { get; init; } = [];

    public Expression? Filter { get; init; }

    public override IEnumerable<Expression> Parts =>
        Filter is null ? [.. Arguments, .. Orders] : [.. Arguments, .. Orders, Filter];
}

/// <summary>A function with OVER.</summary>
internal sealed record WindowCall(int Location, string Alias, string Name) : Expression(Location, Alias)
{
    public IReadOnlyList<Expression> Arguments { get; init; } = [];

    public IReadOnlyList<Expression> ArgumentOrders { get; init; } = [];

    public IReadOnlyList<Expression> Partitions { get; init; } = [];

    public IReadOnlyList<Expression> Orders { get; init; } = [];

    /// <summary>Filter, offset and default, and the bounds of the frame.</summary>
    public IReadOnlyList<Expression> Others { get; init; } = [];

    /// <summary>True for <c>ROWS</c> and <c>GROUPS</c> frames that end or begin at a row.</summary>
    public bool CountsRows { get; init; }

    public override IEnumerable<Expression> Parts =>
        [.. Arguments, .. ArgumentOrders, .. Partitions, .. Orders, .. Others];
}

internal sealed record SubqueryExpression(int Location, string Alias, Query Query, Expression? Operand)
    : Expression(Location, Alias)
{
    public override IEnumerable<Expression> Parts => Operand is null ? [] : [Operand];
}

internal sealed record Comparison(int Location, string Alias, bool IsEquality, Expression Left, Expression Right)
    : Expression(Location, Alias)
{
    public override IEnumerable<Expression> Parts => [Left, Right];
}

/// <summary>Any other construct over operands; <see cref="Construct"/> says which, for people.</summary>
internal sealed record Composite(int Location, string Alias, string Construct, IReadOnlyList<Expression> Operands)
    : Expression(Location, Alias)
{
    public const string And = "AND";

    public override IEnumerable<Expression> Parts => Operands;
}
