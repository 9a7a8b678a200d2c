namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Reads the schema message. Numbers of slots and types are those of Arrow's <c>Schema.fbs</c>.</summary>
internal sealed class SchemaReader
{
    private const int MaxDepth = 64;
    private const int MaxFields = 100_000;

    private int _fields;

    public static IReadOnlyList<Field> Read(FlatTable schema) => schema.Int16(0) == 0
        ? new SchemaReader().Fields(schema, 1, 0)
        : throw ArrowErrors.Unsupported("numbers in big-endian order");

    private Field[] Fields(FlatTable parent, int slot, int depth)
    {
        var count = parent.TableCount(slot);
        if (depth > MaxDepth || (_fields += count) > MaxFields)
        {
            throw ArrowErrors.Broken("it has too many fields, or they are nested too deep");
        }

        var fields = new Field[count];
        for (var i = 0; i < count; i++)
        {
            fields[i] = Read(parent.TableAt(slot, i), depth);
        }

        return fields;
    }

    private Field Read(FlatTable field, int depth)
    {
        var name = field.Text(0) ?? "";
        if (field.Table(4) is not null)
        {
            throw ArrowErrors.Unsupported($"a dictionary in column '{name}'");
        }

        var type = Type(name, field.Byte(2), field.Table(3) ?? throw ArrowErrors.Broken("a field has no type"));
        var children = Fields(field, 5, depth + 1);
        var isWhole = type switch
        {
            ArrowType.List => children.Length == 1,
            ArrowType.Map => children is [{ Type: ArrowType.Struct, Children.Count: 2 }],
            ArrowType.Struct => true,
            _ => children.Length == 0,
        };
        return isWhole
            ? new(name, type, field.Boolean(1), children)
            : throw ArrowErrors.Broken("a field has other children than its type");
    }

    private static ArrowType Type(string column, byte tag, FlatTable type) => tag switch
    {
        1 => new ArrowType.Null(),
        2 when type.Boolean(1) && type.Int32(0) is 8 or 16 or 32 or 64 => new ArrowType.Int(type.Int32(0)),
        3 when type.Int16(0) is 1 or 2 => new ArrowType.FloatingPoint(type.Int16(0) * 32),
        4 => new ArrowType.Binary(IsLarge: false),
        5 => new ArrowType.Utf8(IsLarge: false),
        6 => new ArrowType.Boolean(),
        7 => Decimal(column, type),
        // The default unit of a date is milliseconds, which slot 0 then does not say.
        8 when type.Has(0) && type.Int16(0) == 0 => new ArrowType.Date32(),
        9 when type.Int16(0) == 3 && type.Int32(1) == 64 => new ArrowType.Time64(),
        10 when type.Int16(0) == 2 => new ArrowType.Timestamp(IsInstant: !string.IsNullOrEmpty(type.Text(1))),
        11 when type.Int16(0) == 0 => new ArrowType.MonthInterval(),
        12 => new ArrowType.List(IsLarge: false),
        13 => new ArrowType.Struct(),
        17 => new ArrowType.Map(),
        18 when type.Int16(0) == 2 => new ArrowType.Duration(),
        19 => new ArrowType.Binary(IsLarge: true),
        20 => new ArrowType.Utf8(IsLarge: true),
        21 => new ArrowType.List(IsLarge: true),
        _ => throw ArrowErrors.Unsupported($"type {tag} of Arrow's format in column '{column}', or a unit of it"),
    };

    private static ArrowType.Decimal128 Decimal(string column, FlatTable type)
    {
        var (precision, scale) = (type.Int32(0), type.Int32(1));
        // The width has the default 128.
        if (type.Has(2) && type.Int32(2) != 128)
        {
            throw ArrowErrors.Unsupported($"a decimal of {type.Int32(2)} bits in column '{column}'");
        }

        return precision is >= 1 and <= 38 && scale >= 0 && scale <= precision
            ? new(precision, scale)
            : throw ArrowErrors.Broken("a decimal has an impossible precision or scale");
    }
}
