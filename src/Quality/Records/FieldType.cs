namespace Lakehouse.Quality.Records;

/// <summary>What the values of a field are: a closed set.</summary>
public abstract record FieldType
{
    private FieldType()
    {
    }

    /// <summary>Whether values are single: neither objects nor arrays.</summary>
    public bool IsSingle => this is not (Object or Array);

    /// <summary>Text.</summary>
    /// <param name="Format">The form it must have.</param>
    public sealed record Text(TextFormat Format = TextFormat.Any) : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "string";
    }

    /// <summary>A whole number, signed.</summary>
    /// <param name="Bits">32 or 64.</param>
    public sealed record Integer(int Bits) : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => $"integer ({Bits} bits)";
    }

    /// <summary>An exact number.</summary>
    /// <param name="Precision">All digits, 1 to 38.</param>
    /// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
    public sealed record Decimal(int Precision, int Scale) : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => $"decimal({Precision},{Scale})";
    }

    /// <summary>A 64-bit binary fraction.</summary>
    public sealed record Double : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "double";
    }

    /// <summary>A 32-bit binary fraction.</summary>
    public sealed record Float : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "float";
    }

    /// <summary>True or false.</summary>
    public sealed record Boolean : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "boolean";
    }

    /// <summary>A day.</summary>
    public sealed record Date : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "date";
    }

    /// <summary>An instant, microseconds.</summary>
    public sealed record Timestamp : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "timestamp";
    }

    /// <summary>A date and time without zone, microseconds.</summary>
    public sealed record TimestampNtz : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "timestamp without zone";
    }

    /// <summary>An object with declared members.</summary>
    /// <param name="Fields">Its members in the order of the contract.</param>
    public sealed record Object(IReadOnlyList<RecordField> Fields) : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "object";
    }

    /// <summary>A list of values of one type.</summary>
    /// <param name="Element">The elements.</param>
    public sealed record Array(RecordField Element) : FieldType
    {
        /// <inheritdoc/>
        public override string ToString() => "array";
    }
}
