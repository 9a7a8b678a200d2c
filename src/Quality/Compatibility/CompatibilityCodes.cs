namespace Lakehouse.Quality.Compatibility;

/// <summary>The codes of what makes two schemas incompatible. Those of Avro are Apache Avro's own.</summary>
public static class CompatibilityCodes
{
    /// <summary>Avro: the types differ and cannot be promoted.</summary>
    public const string TypeMismatch = "TYPE_MISMATCH";

    /// <summary>Avro: a record, enum or fixed has another name and no alias.</summary>
    public const string NameMismatch = "NAME_MISMATCH";

    /// <summary>Avro: a fixed has another size.</summary>
    public const string FixedSizeMismatch = "FIXED_SIZE_MISMATCH";

    /// <summary>Avro: the reader lacks symbols of the writer and has no default symbol.</summary>
    public const string MissingEnumSymbols = "MISSING_ENUM_SYMBOLS";

    /// <summary>Avro: the reader has a field that the writer does not write, without a default.</summary>
    public const string MissingDefault = "READER_FIELD_MISSING_DEFAULT_VALUE";

    /// <summary>Avro: no branch of the reader's union takes a branch of the writer.</summary>
    public const string MissingUnionBranch = "MISSING_UNION_BRANCH";

    /// <summary>Avro: by its aliases a field of the reader means several fields of the writer.</summary>
    public const string AmbiguousField = "READER_FIELD_AMBIGUOUS";

    /// <summary>Avro, a warning: the type fits, but the logical type gives the same bytes another meaning.</summary>
    public const string LogicalTypeChanged = "LOGICAL_TYPE_CHANGED";

    /// <summary>The reader takes fewer types of values.</summary>
    public const string TypeNarrowed = "TYPE_NARROWED";

    /// <summary>The reader needs a field that may be absent.</summary>
    public const string RequiredAdded = "REQUIRED_ADDED";

    /// <summary>The reader allows fewer of the listed values.</summary>
    public const string EnumNarrowed = "ENUM_NARROWED";

    /// <summary>The reader's limits of a number or a time are narrower.</summary>
    public const string RangeNarrowed = "RANGE_NARROWED";

    /// <summary>The reader's limits of a length or a count are narrower.</summary>
    public const string LengthNarrowed = "LENGTH_NARROWED";

    /// <summary>The reader demands another step between numbers.</summary>
    public const string StepChanged = "STEP_CHANGED";

    /// <summary>The reader demands a pattern that the writer does not.</summary>
    public const string PatternChanged = "PATTERN_CHANGED";

    /// <summary>The reader demands a format that the writer does not.</summary>
    public const string FormatChanged = "FORMAT_CHANGED";

    /// <summary>The reader demands distinct elements.</summary>
    public const string UniqueAdded = "UNIQUE_ADDED";

    /// <summary>The reader refuses or limits members that the writer leaves open.</summary>
    public const string MemberRefused = "MEMBER_REFUSED";

    /// <summary>The reader has a condition over the whole record that the writer does not have.</summary>
    public const string RuleAdded = "RULE_ADDED";

    /// <summary>It may fit, but that cannot be shown from the schemas alone.</summary>
    public const string NotProvable = "NOT_PROVABLE";

    /// <summary>Protobuf: a message of the writer is missing.</summary>
    public const string MessageRemoved = "MESSAGE_REMOVED";

    /// <summary>Protobuf: the package differs.</summary>
    public const string PackageChanged = "PACKAGE_CHANGED";

    /// <summary>Protobuf: a field's number has another encoding on the wire.</summary>
    public const string WireTypeChanged = "WIRE_TYPE_CHANGED";

    /// <summary>Protobuf: a field's number has the same encoding, but values change or are cut off.</summary>
    public const string ValuesChanged = "VALUES_CHANGED";

    /// <summary>Protobuf: a field is repeated for the writer and single for the reader, or the reverse with loss.</summary>
    public const string CardinalityChanged = "CARDINALITY_CHANGED";

    /// <summary>Protobuf: a field's name in JSON differs.</summary>
    public const string JsonNameChanged = "JSON_NAME_CHANGED";

    /// <summary>Protobuf: the writer uses a number or a name that the reader reserves.</summary>
    public const string NumberReserved = "NUMBER_RESERVED";

    /// <summary>Protobuf: fields that could be set together are now alternatives.</summary>
    public const string OneofNarrowed = "ONEOF_NARROWED";

    /// <summary>Protobuf: an enum lacks a value of the writer.</summary>
    public const string EnumValueRemoved = "ENUM_VALUE_REMOVED";

    /// <summary>Protobuf: a number of an enum has another name.</summary>
    public const string EnumValueRenamed = "ENUM_VALUE_RENAMED";

    /// <summary>Protobuf, a warning: a field was removed and its number is not reserved, so that it can be taken anew.</summary>
    public const string NumberNotReserved = "NUMBER_NOT_RESERVED";

    /// <summary>The two are schemas of different formats.</summary>
    public const string FormatsDiffer = "FORMATS_DIFFER";
}
