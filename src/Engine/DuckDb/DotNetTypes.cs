using System.Numerics;

namespace Lakehouse.Engine.DuckDb;

/// <summary>The .NET types that values are read as.</summary>
internal static class DotNetTypes
{
    internal static Type Of(LogicalType type) => type.Id switch
    {
        DuckDBType.Boolean => typeof(bool),
        DuckDBType.TinyInt => typeof(sbyte),
        DuckDBType.SmallInt => typeof(short),
        DuckDBType.Integer => typeof(int),
        DuckDBType.BigInt => typeof(long),
        DuckDBType.UTinyInt => typeof(byte),
        DuckDBType.USmallInt => typeof(ushort),
        DuckDBType.UInteger => typeof(uint),
        DuckDBType.UBigInt => typeof(ulong),
        DuckDBType.HugeInt or DuckDBType.UHugeInt => typeof(BigInteger),
        DuckDBType.Float => typeof(float),
        DuckDBType.Double => typeof(double),
        DuckDBType.Decimal => type.Width <= 28 ? typeof(decimal) : typeof(DuckDBDecimal),
        DuckDBType.Varchar or DuckDBType.Enum or DuckDBType.Bit => typeof(string),
        DuckDBType.Blob => typeof(byte[]),
        DuckDBType.Uuid => typeof(Guid),
        DuckDBType.Date => typeof(DateOnly),
        DuckDBType.Time => typeof(TimeOnly),
        DuckDBType.Interval => typeof(DuckDBInterval),
        DuckDBType.Timestamp or DuckDBType.TimestampTz or DuckDBType.TimestampSeconds
            or DuckDBType.TimestampMilliseconds => typeof(DateTime),
        DuckDBType.List or DuckDBType.Array => typeof(List<object?>),
        DuckDBType.Struct => typeof(Dictionary<string, object?>),
        DuckDBType.Map => typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };
}
