using System.Text.Json;

namespace Lakehouse.Quality.Expectations.Conditions;

/// <summary>What a column is compared with: a value, or another column.</summary>
/// <param name="Column">The column; null for a value.</param>
/// <param name="Value">The value: a text, number or truth value.</param>
internal readonly record struct Operand(string? Column, JsonElement Value)
{
    public string ToSql(CheckedRelation table, TableColumn left)
    {
        if (Column is not null)
        {
            var right = table.Column(Column);
            return right.Kind == left.Kind ? right.Sql : throw new ExpectationException(
                $"column '{left.Name}' is {left.Type} and cannot be compared with '{right.Name}', which is {right.Type}. "
                + "Compare columns of one kind.");
        }
        return PlanContext.Literal(left, Value) ?? throw new ExpectationException(
            $"column '{left.Name}' is {left.Type} and cannot be compared with {Value.GetRawText()}. "
            + "Write a value of the column's type.");
    }
}
