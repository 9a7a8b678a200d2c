namespace Lakehouse.Quality.Expectations;

/// <summary>An expectation that judges rows one by one.</summary>
internal sealed record RowExpectation : PlannedExpectation
{
    /// <summary>The columns whose values are shown for unexpected rows.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>How the values of a row are shown.</summary>
    public RowShape Shape { get; init; } = RowShape.Value;

    /// <summary>Rows that are looked at; null for all.</summary>
    public required string? Filter { get; init; }

    /// <summary>Rows with nothing to judge; null when there are none by definition.</summary>
    public required string? Missing { get; init; }

    /// <summary>Place of the count of rows looked at.</summary>
    public required int Elements { get; init; }

    /// <summary>Place of the count of rows with nothing to judge; null when there are none by definition.</summary>
    public required int? Missings { get; init; }

    /// <summary>
    /// The condition of unexpected rows that are looked at and not missing, from the scan's values; null when these show
    /// that there are none.
    /// </summary>
    public required Func<IReadOnlyList<object?>, string?> Unexpected { get; init; }

    /// <summary>Place of the count of unexpected rows; null when it takes the scan's values to know the condition.</summary>
    public required int? Unexpecteds { get; init; }

    /// <summary>The whole condition of an unexpected row.</summary>
    public string? Condition(IReadOnlyList<object?> values) => Unexpected(values) is { } unexpected
        ? PlanContext.Both(Filter, PlanContext.Both(Missing is null ? null : $"NOT ({Missing})", unexpected))
        : null;
}

/// <summary>How the values of an unexpected row are shown.</summary>
internal enum RowShape
{
    /// <summary>The value.</summary>
    Value,

    /// <summary>A list of two values.</summary>
    Pair,

    /// <summary>An object, names with values.</summary>
    Record,
}
