using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>A type as DuckDB gives it, and how Spark names it.</summary>
internal sealed record SqlType(SqlKind Kind, int Precision = 0, int Scale = 0)
{
    public const int MaxPrecision = 38;

    public static readonly SqlType Unknown = new(SqlKind.Unknown);
    public static readonly SqlType Null = new(SqlKind.Null);
    public static readonly SqlType Boolean = new(SqlKind.Boolean);
    public static readonly SqlType TinyInt = new(SqlKind.TinyInt);
    public static readonly SqlType Integer = new(SqlKind.Integer);
    public static readonly SqlType BigInt = new(SqlKind.BigInt);
    public static readonly SqlType HugeInt = new(SqlKind.HugeInt);
    public static readonly SqlType Double = new(SqlKind.Double);
    public static readonly SqlType Text = new(SqlKind.Text);
    public static readonly SqlType Binary = new(SqlKind.Binary);
    public static readonly SqlType Date = new(SqlKind.Date);
    public static readonly SqlType Timestamp = new(SqlKind.Timestamp);
    public static readonly SqlType TimestampTz = new(SqlKind.TimestampTz);
    public static readonly SqlType Interval = new(SqlKind.Interval);

    /// <summary>The members of a struct; the element of a list; key and value of a map.</summary>
    public IReadOnlyList<(string Name, SqlType Type)> Members { get; init; } = [];

    public bool IsWhole => Kind is >= SqlKind.TinyInt and <= SqlKind.HugeInt;

    public bool IsExact => IsWhole || Kind == SqlKind.Decimal;

    public bool IsNumber => IsExact || Kind is SqlKind.Float or SqlKind.Double;

    public bool IsTime => Kind is SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz;

    public bool IsNested => Kind is SqlKind.List or SqlKind.Struct or SqlKind.Map;

    public SqlType Element => Members[0].Type;

    /// <summary>DuckDB's name, which tells types apart.</summary>
    public string Name => Kind switch
    {
        SqlKind.Text => "VARCHAR",
        SqlKind.Binary => "BLOB",
        SqlKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        SqlKind.Null => "NULL",
        SqlKind.Decimal => $"DECIMAL({Precision},{Scale})",
        SqlKind.List => $"{Element.Name}[]",
        SqlKind.Map => $"MAP({Members[0].Type.Name}, {Members[1].Type.Name})",
        SqlKind.Struct => $"STRUCT({string.Join(", ", Members.Select(m => $"\"{m.Name}\" {m.Type.Name}"))})",
        _ => Kind.ToString().ToUpperInvariant(),
    };

    public string SparkName => Kind switch
    {
        SqlKind.Null => "VOID",
        SqlKind.SmallInt => "SMALLINT",
        SqlKind.Integer => "INT",
        SqlKind.HugeInt => "DECIMAL(38,0)",
        SqlKind.Text => "STRING",
        SqlKind.Binary => "BINARY",
        SqlKind.Timestamp => "TIMESTAMP_NTZ",
        SqlKind.TimestampTz => "TIMESTAMP",
        SqlKind.List => $"ARRAY<{Element.SparkName}>",
        SqlKind.Map => $"MAP<{Members[0].Type.SparkName},{Members[1].Type.SparkName}>",
        SqlKind.Struct =>
            $"STRUCT<{string.Join(",", Members.Select(m => $"{SparkText.Identifier(m.Name)}: {m.Type.SparkName}"))}>",
        _ => Name,
    };

    /// <summary>The type that a table keeps it as: sums of whole numbers as <c>long</c>, a bare null as <c>integer</c>.</summary>
    public SqlType Stored => Kind switch
    {
        SqlKind.HugeInt => BigInt,
        SqlKind.Null => Integer,
        _ => this with { Members = [.. Members.Select(m => (m.Name, m.Type.Stored))] },
    };

    public bool Equals(SqlType? other) => other is not null && other.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    public static SqlType Decimal(int precision, int scale) => new(SqlKind.Decimal, precision, scale);

    public static SqlType List(SqlType element) => new(SqlKind.List) { Members = [("", element)] };

    public static SqlType Struct(IReadOnlyList<(string Name, SqlType Type)> members) =>
        new(SqlKind.Struct) { Members = members };

    /// <summary>The type of a column; <see cref="Unknown"/> where no portable type keeps its values.</summary>
    public static SqlType Of(DataType type) => type switch
    {
        DecimalType number => Decimal(number.Precision, number.Scale),
        ArrayType array => List(Of(array.ElementType)),
        MapType map => new(SqlKind.Map) { Members = [("key", Of(map.KeyType)), ("value", Of(map.ValueType))] },
        StructType row => Struct([.. row.Fields.Select(field => (field.Name, Of(field.Type)))]),
        _ when type == PrimitiveType.Byte => TinyInt,
        _ when type == PrimitiveType.Short => new(SqlKind.SmallInt),
        _ when type == PrimitiveType.Integer => Integer,
        _ when type == PrimitiveType.Long => BigInt,
        _ when type == PrimitiveType.Float => new(SqlKind.Float),
        _ when type == PrimitiveType.Double => Double,
        _ when type == PrimitiveType.String => Text,
        _ when type == PrimitiveType.Binary => Binary,
        _ when type == PrimitiveType.Boolean => Boolean,
        _ when type == PrimitiveType.Date => Date,
        _ when type == PrimitiveType.Timestamp => TimestampTz,
        _ when type == PrimitiveType.TimestampNtz => Timestamp,
        _ => Unknown,
    };

    /// <summary>The Delta type of <see cref="Stored"/>.</summary>
    public DataType ToDelta() => Stored switch
    {
        { Kind: SqlKind.Decimal } number => new DecimalType(number.Precision, number.Scale),
        { Kind: SqlKind.List } list => new ArrayType(list.Element.ToDelta()),
        { Kind: SqlKind.Map } map => new MapType(map.Members[0].Type.ToDelta(), map.Members[1].Type.ToDelta()),
        { Kind: SqlKind.Struct } row => new StructType([.. row.Members.Select(m => new StructField(m.Name, m.Type.ToDelta()))]),
        { Kind: SqlKind.TinyInt } => PrimitiveType.Byte,
        { Kind: SqlKind.SmallInt } => PrimitiveType.Short,
        { Kind: SqlKind.Integer } => PrimitiveType.Integer,
        { Kind: SqlKind.BigInt } => PrimitiveType.Long,
        { Kind: SqlKind.Float } => PrimitiveType.Float,
        { Kind: SqlKind.Double } => PrimitiveType.Double,
        { Kind: SqlKind.Text } => PrimitiveType.String,
        { Kind: SqlKind.Binary } => PrimitiveType.Binary,
        { Kind: SqlKind.Boolean } => PrimitiveType.Boolean,
        { Kind: SqlKind.Date } => PrimitiveType.Date,
        { Kind: SqlKind.Timestamp } => PrimitiveType.TimestampNtz,
        { Kind: SqlKind.TimestampTz } => PrimitiveType.Timestamp,
        var type => throw new InvalidOperationException($"No table keeps {type}."),
    };
}
