namespace Lakehouse.Quality.Expectations.Conditions;

/// <summary>
/// A condition that rows must satisfy to be looked at. In the pandas form a comparison with null is false and
/// <c>!=</c> with null is true; in the others a comparison with null is neither, as in SQL.
/// </summary>
internal abstract record RowCondition
{
    /// <summary>SQL that is true for the rows to look at.</summary>
    /// <exception cref="ExpectationException">It names a column that the table has not, or cannot compare it so.</exception>
    public abstract string ToSql(CheckedRelation table);

    /// <summary>All of them, or any of them.</summary>
    public sealed record Several(bool All, IReadOnlyList<RowCondition> Conditions) : RowCondition
    {
        public override string ToSql(CheckedRelation table) =>
            string.Join(All ? " AND " : " OR ", Conditions.Select(condition => $"({condition.ToSql(table)})"));
    }

    public sealed record Not(RowCondition Condition) : RowCondition
    {
        public override string ToSql(CheckedRelation table) => $"NOT ({Condition.ToSql(table)})";
    }

    public sealed record Nullity(string Column, bool IsNull) : RowCondition
    {
        public override string ToSql(CheckedRelation table) =>
            $"{table.Column(Column).Sql} IS {(IsNull ? "NULL" : "NOT NULL")}";
    }

    /// <summary>A column compared with a value or another column, by <c>=</c>, <c>&lt;&gt;</c>, <c>&lt;</c> and so on.</summary>
    public sealed record Comparison(string Column, string Operator, Operand Right, bool NullIsFalse) : RowCondition
    {
        public override string ToSql(CheckedRelation table)
        {
            var (left, right) = (table.Column(Column), Right.ToSql(table, table.Column(Column)));
            return (NullIsFalse, Operator) switch
            {
                (true, "<>") => $"{left.Sql} IS DISTINCT FROM {right}",
                (true, _) => $"coalesce({left.Sql} {Operator} {right}, FALSE)",
                _ => $"{left.Sql} {Operator} {right}",
            };
        }
    }

    public sealed record Membership(string Column, IReadOnlyList<Operand> Values, bool IsIn, bool NullIsFalse) : RowCondition
    {
        public override string ToSql(CheckedRelation table)
        {
            var column = table.Column(Column);
            var list = string.Join(", ", Values.Select(value => value.ToSql(table, column)));
            var condition = list.Length == 0 ? "FALSE" : $"{column.Sql} IN ({list})";
            return (IsIn ? "" : "NOT ") + (NullIsFalse ? $"coalesce({condition}, FALSE)" : $"({condition})");
        }
    }

    /// <summary>A column that is true.</summary>
    public sealed record Truth(string Column) : RowCondition
    {
        public override string ToSql(CheckedRelation table) => table.Column(Column) is { Kind: ColumnKind.Boolean } column
            ? $"coalesce({column.Sql}, FALSE)"
            : throw new ExpectationException($"column '{Column}' alone is no condition. Compare it with something.");
    }
}
