namespace Lakehouse.Delta.Constraints;

/// <summary>A condition that every row of a table has to fulfil.</summary>
/// <param name="Name">What the rule is called in errors.</param>
/// <param name="Expression">Spark's SQL, in which tables keep it; a row for which it is not true breaks the rule.</param>
public sealed record RowRule(string Name, string Expression);
