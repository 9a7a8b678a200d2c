using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Json;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.JsonSchema.Iglu;
using Lakehouse.Quality.Records;

namespace Lakehouse.Medallion.Silver;

/// <summary>A contract's fields in the words of the table and in those of the reader.</summary>
internal static class RecordMapping
{
    /// <summary>The columns of the Silver table that come from the contract.</summary>
    public static IReadOnlyList<StructField> ToColumns(RecordShape shape) =>
        [.. shape.Columns.Select(field => new StructField(field.Name, ToDeltaType(field.Type)))];

    /// <summary>What the strict reader is told.</summary>
    public static IReadOnlyList<JsonField> ToJsonFields(RecordShape shape) => [.. shape.Columns.Select(ToJsonField)];

    /// <summary>What the strict reader is told of records of several versions.</summary>
    public static JsonVersions ToJsonVersions(Contract current, RecordVersions versions) => new(
        versions.Path,
        [
            .. versions.Older.Select(older => older.Contract).Prepend(current)
                .Select(contract => new JsonVersion(versions.NameOf(contract), ToJsonFields(contract.Shape))),
        ])
    {
        Drafts = [.. versions.Drafts.Select(versions.NameOf)],
        Content = versions.SelfDescribing ? IgluSchemas.Data : null,
        Required = versions.Required,
    };

    /// <summary>The type of a field in a table.</summary>
    public static DataType ToDeltaType(FieldType type) => type switch
    {
        FieldType.Text => PrimitiveType.String,
        FieldType.Integer { Bits: 32 } => PrimitiveType.Integer,
        FieldType.Integer => PrimitiveType.Long,
        FieldType.Decimal d => new DecimalType(d.Precision, d.Scale),
        FieldType.Double => PrimitiveType.Double,
        FieldType.Float => PrimitiveType.Float,
        FieldType.Boolean => PrimitiveType.Boolean,
        FieldType.Date => PrimitiveType.Date,
        FieldType.Timestamp => PrimitiveType.Timestamp,
        FieldType.TimestampNtz => PrimitiveType.TimestampNtz,
        FieldType.Object o => new StructType(
            [.. o.Fields.Select(field => new StructField(field.Name, ToDeltaType(field.Type)))]),
        FieldType.Array a => new ArrayType(ToDeltaType(a.Element.Type)),
        _ => throw new ArgumentException($"Unknown field type {type}.", nameof(type)),
    };

    private static JsonField ToJsonField(RecordField field)
    {
        var json = new JsonField(field.Id, field.Name, ToKind(field.Type))
        {
            MemberName = field.JsonName,
            Required = field.Required,
            Nulls = field.Nulls switch
            {
                Nulls.Refused => JsonNulls.Refused,
                Nulls.Allowed => JsonNulls.Allowed,
                _ => JsonNulls.AsAbsent,
            },
            Children = [.. field.Children.Select(ToJsonField)],
        };
        return field.Type switch
        {
            FieldType.Integer i => json with { Bits = i.Bits },
            FieldType.Decimal d => json with { Precision = d.Precision, Scale = d.Scale },
            _ => json,
        };
    }

    private static JsonFieldKind ToKind(FieldType type) => type switch
    {
        FieldType.Text => JsonFieldKind.Text,
        FieldType.Integer => JsonFieldKind.Integer,
        FieldType.Decimal => JsonFieldKind.Decimal,
        FieldType.Double => JsonFieldKind.Double,
        FieldType.Float => JsonFieldKind.Float,
        FieldType.Boolean => JsonFieldKind.Boolean,
        FieldType.Date => JsonFieldKind.Date,
        FieldType.Timestamp => JsonFieldKind.Timestamp,
        FieldType.TimestampNtz => JsonFieldKind.TimestampNtz,
        FieldType.Object => JsonFieldKind.Object,
        FieldType.Array => JsonFieldKind.Array,
        _ => throw new ArgumentException($"Unknown field type {type}.", nameof(type)),
    };
}
