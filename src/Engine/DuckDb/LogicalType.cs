using System.Collections.Immutable;
using System.Globalization;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A type of DuckDB, with its parts. Equal when the parts are equal.</summary>
public sealed class LogicalType : IEquatable<LogicalType>
{
    private LogicalType(
        DuckDBType id, int width = 0, int scale = 0, ImmutableArray<LogicalType>? children = null,
        ImmutableArray<string>? names = null)
    {
        Id = id;
        Width = width;
        Scale = scale;
        Children = children ?? [];
        Names = names ?? [];
    }

    /// <summary>The kind of type.</summary>
    public DuckDBType Id { get; }

    /// <summary>Digits of a decimal, or the length of an array; otherwise 0.</summary>
    public int Width { get; }

    /// <summary>Digits of a decimal behind the point; otherwise 0.</summary>
    public int Scale { get; }

    /// <summary>Fields of a struct, members of a union, the element of a list or array, key and value of a map.</summary>
    public ImmutableArray<LogicalType> Children { get; }

    /// <summary>Names of the fields or members, or the texts of an enum.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>BOOLEAN.</summary>
    public static LogicalType Boolean { get; } = new(DuckDBType.Boolean);

    /// <summary>TINYINT.</summary>
    public static LogicalType TinyInt { get; } = new(DuckDBType.TinyInt);

    /// <summary>SMALLINT.</summary>
    public static LogicalType SmallInt { get; } = new(DuckDBType.SmallInt);

    /// <summary>INTEGER.</summary>
    public static LogicalType Integer { get; } = new(DuckDBType.Integer);

    /// <summary>BIGINT.</summary>
    public static LogicalType BigInt { get; } = new(DuckDBType.BigInt);

    /// <summary>UBIGINT.</summary>
    public static LogicalType UBigInt { get; } = new(DuckDBType.UBigInt);

    /// <summary>HUGEINT.</summary>
    public static LogicalType HugeInt { get; } = new(DuckDBType.HugeInt);

    /// <summary>FLOAT.</summary>
    public static LogicalType Float { get; } = new(DuckDBType.Float);

    /// <summary>DOUBLE.</summary>
    public static LogicalType Double { get; } = new(DuckDBType.Double);

    /// <summary>DATE.</summary>
    public static LogicalType Date { get; } = new(DuckDBType.Date);

    /// <summary>TIME.</summary>
    public static LogicalType Time { get; } = new(DuckDBType.Time);

    /// <summary>TIMESTAMP.</summary>
    public static LogicalType Timestamp { get; } = new(DuckDBType.Timestamp);

    /// <summary>TIMESTAMP WITH TIME ZONE.</summary>
    public static LogicalType TimestampTz { get; } = new(DuckDBType.TimestampTz);

    /// <summary>VARCHAR.</summary>
    public static LogicalType Varchar { get; } = new(DuckDBType.Varchar);

    /// <summary>BLOB.</summary>
    public static LogicalType Blob { get; } = new(DuckDBType.Blob);

    /// <summary>UUID.</summary>
    public static LogicalType Uuid { get; } = new(DuckDBType.Uuid);

    /// <summary>A type without parts.</summary>
    /// <exception cref="ArgumentException">The type has parts.</exception>
    public static LogicalType Of(DuckDBType id) => id is DuckDBType.Decimal or DuckDBType.Enum or DuckDBType.List
        or DuckDBType.Struct or DuckDBType.Map or DuckDBType.Union or DuckDBType.Array
        ? throw new ArgumentException($"The type {id} has parts; use the method of its name.", nameof(id))
        : new(id);

    /// <summary>DECIMAL of <paramref name="width"/> digits, 1 to 38, <paramref name="scale"/> of them behind the point.</summary>
    public static LogicalType Decimal(int width, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, width);
        return new(DuckDBType.Decimal, width, scale);
    }

    /// <summary>LIST.</summary>
    public static LogicalType List(LogicalType element) => new(DuckDBType.List, children: [element]);

    /// <summary>ARRAY of <paramref name="length"/> elements.</summary>
    public static LogicalType Array(LogicalType element, int length) =>
        new(DuckDBType.Array, length, children: [element]);

    /// <summary>MAP.</summary>
    public static LogicalType Map(LogicalType key, LogicalType value) => new(DuckDBType.Map, children: [key, value]);

    /// <summary>STRUCT; at least one field.</summary>
    public static LogicalType Struct(params IReadOnlyList<(string Name, LogicalType Type)> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfZero(fields.Count, nameof(fields));
        return new(DuckDBType.Struct, children: [.. fields.Select(f => f.Type)], names: [.. fields.Select(f => f.Name)]);
    }

    /// <summary>UNION; at least one member.</summary>
    public static LogicalType Union(params IReadOnlyList<(string Name, LogicalType Type)> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentOutOfRangeException.ThrowIfZero(members.Count, nameof(members));
        return new(DuckDBType.Union, children: [.. members.Select(m => m.Type)], names: [.. members.Select(m => m.Name)]);
    }

    /// <summary>ENUM of the given texts.</summary>
    public static LogicalType Enum(params IReadOnlyList<string> values) => new(DuckDBType.Enum, names: [.. values]);

    /// <inheritdoc/>
    public bool Equals(LogicalType? other) =>
        other is not null && Id == other.Id && Width == other.Width && Scale == other.Scale
        && Names.SequenceEqual(other.Names) && Children.SequenceEqual(other.Children);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogicalType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Width, Scale, Names.Length, Children.Length);

    /// <summary>The type as SQL.</summary>
    public override string ToString() => Id switch
    {
        DuckDBType.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckDBType.List => $"{Children[0]}[]",
        DuckDBType.Array => string.Create(CultureInfo.InvariantCulture, $"{Children[0]}[{Width}]"),
        DuckDBType.Map => $"MAP({Children[0]}, {Children[1]})",
        DuckDBType.Struct => $"STRUCT({Members()})",
        DuckDBType.Union => $"UNION({Members()})",
        DuckDBType.Enum => $"ENUM({string.Join(", ", Names.Select(Sql.Text))})",
        DuckDBType.TimestampSeconds => "TIMESTAMP_S",
        DuckDBType.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckDBType.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckDBType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDBType.TimeTz => "TIME WITH TIME ZONE",
        DuckDBType.TimeNanoseconds => "TIME_NS",
        DuckDBType.SqlNull => "\"NULL\"",
        _ => Id.ToString().ToUpperInvariant(),
    };

    private string Members() => string.Join(", ", Names.Zip(Children, (name, type) => $"{Sql.Name(name)} {type}"));
}
