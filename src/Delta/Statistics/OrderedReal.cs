namespace Lakehouse.Delta.Statistics;

/// <summary>A floating point number in the order of SQL engines: NaN is the greatest, and zero has no sign.</summary>
internal readonly struct OrderedReal(double number) : IComparable
{
    private readonly double _number = number;

    public bool IsNaN => double.IsNaN(_number);

    public int CompareTo(object? other)
    {
        var right = ((OrderedReal)other!)._number;
        return double.IsNaN(_number) || double.IsNaN(right)
            ? double.IsNaN(_number).CompareTo(double.IsNaN(right))
            : _number.CompareTo(right);
    }
}
