using System.Globalization;
using Lakehouse.Delta.Scans;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Dml;

/// <summary>SQL for the partition values of files, without the files: one row each.</summary>
internal static class PartitionRelation
{
    /// <summary>A parenthesised select of the number of the file, <c>i</c>, and the partition columns.</summary>
    public static string Of(Scan scan)
    {
        var fields = scan.Schema.Fields.Where(field => scan.Snapshot.Metadata.PartitionColumns.Contains(field.Name)).ToList();
        var rows = scan.Files.Select((file, i) => $"({string.Join(", ", fields
            .Select(field => Value(file.PartitionValues[field.Name])).Prepend(ChangeSql.Number(i)))})");
        var columns = fields.Select((field, i) =>
            string.Create(CultureInfo.InvariantCulture, $"cast(p{i} as {DuckDbTypes.ToSql(field.Type)}) as {Sql.Name(field.Name)}"));
        var names = fields.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"p{i}"));
        return $"(select {string.Join(", ", columns.Prepend("i"))} from (values {string.Join(", ", rows)}) as v({string.Join(", ", names.Prepend("i"))}))";
    }

    private static string Value(string? value) => string.IsNullOrEmpty(value) ? "null::VARCHAR" : Sql.Text(value);
}
