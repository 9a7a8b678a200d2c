namespace Lakehouse.Delta.Scans;

/// <summary>How two values are compared.</summary>
public enum ComparisonOperator
{
    /// <summary>Both are the same.</summary>
    Equal,

    /// <summary>The column's is less.</summary>
    Less,

    /// <summary>The column's is less or the same.</summary>
    LessOrEqual,

    /// <summary>The column's is greater.</summary>
    Greater,

    /// <summary>The column's is greater or the same.</summary>
    GreaterOrEqual,
}
