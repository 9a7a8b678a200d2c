namespace Lakehouse.Quality.Avro;

/// <summary>A schema of the Apache Avro specification: a closed set, compared by identity since it may refer to itself.</summary>
public abstract class AvroSchema
{
    private AvroSchema()
    {
    }

    /// <summary>The type's name in the specification, such as <c>long</c> or <c>record</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>What the value means beyond its type; null when nothing valid is said.</summary>
    public AvroLogicalType? Logical { get; internal init; }

    /// <summary>Null, boolean, int, long, float, double, bytes or string.</summary>
    public sealed class Primitive(string typeName) : AvroSchema
    {
        /// <inheritdoc/>
        public override string TypeName => typeName;
    }

    /// <summary>A schema that others can refer to by name.</summary>
    public abstract class Named : AvroSchema
    {
        private protected Named(AvroName name) => Name = name;

        /// <summary>Its name.</summary>
        public AvroName Name { get; }

        /// <summary>Full names that it also answers to when it reads.</summary>
        public IReadOnlyList<string> Aliases { get; internal init; } = [];

        /// <summary>What it is, for people.</summary>
        public string? Doc { get; internal init; }
    }

    /// <summary>Fields in an order.</summary>
    public sealed class Record(AvroName name) : Named(name)
    {
        /// <inheritdoc/>
        public override string TypeName => "record";

        /// <summary>Its fields; set once, after fields can refer to the record.</summary>
        public IReadOnlyList<AvroField> Fields { get; internal set; } = [];
    }

    /// <summary>One of a list of symbols.</summary>
    public sealed class Enumeration(AvroName name, IReadOnlyList<string> symbols, string? fallback) : Named(name)
    {
        /// <inheritdoc/>
        public override string TypeName => "enum";

        /// <summary>The symbols in order.</summary>
        public IReadOnlyList<string> Symbols => symbols;

        /// <summary>The symbol that stands for those it does not know; null when there is none.</summary>
        public string? Default => fallback;
    }

    /// <summary>So many bytes.</summary>
    public sealed class Fixed(AvroName name, int sizeBytes) : Named(name)
    {
        /// <inheritdoc/>
        public override string TypeName => "fixed";

        /// <summary>Bytes.</summary>
        public int SizeBytes => sizeBytes;
    }

    /// <summary>A list.</summary>
    public sealed class Array(AvroSchema items) : AvroSchema
    {
        /// <inheritdoc/>
        public override string TypeName => "array";

        /// <summary>The elements.</summary>
        public AvroSchema Items => items;
    }

    /// <summary>Values by texts.</summary>
    public sealed class Map(AvroSchema values) : AvroSchema
    {
        /// <inheritdoc/>
        public override string TypeName => "map";

        /// <summary>The values.</summary>
        public AvroSchema Values => values;
    }

    /// <summary>A value of one of several schemas.</summary>
    public sealed class Union(IReadOnlyList<AvroSchema> branches) : AvroSchema
    {
        /// <inheritdoc/>
        public override string TypeName => "union";

        /// <summary>The schemas.</summary>
        public IReadOnlyList<AvroSchema> Branches => branches;
    }
}
