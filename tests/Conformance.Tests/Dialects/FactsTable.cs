using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Gold.Queries.Portable;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>A table with a column of each type, made of the same texts on both engines.</summary>
internal static class FactsTable
{
    private static readonly (string Name, string DuckDb, string Spark, DataType Type)[] Columns =
    [
        ("id", "INTEGER", "INT", PrimitiveType.Integer),
        ("grp", "VARCHAR", "STRING", PrimitiveType.String),
        ("tiny", "TINYINT", "TINYINT", PrimitiveType.Byte),
        ("small", "SMALLINT", "SMALLINT", PrimitiveType.Short),
        ("i", "INTEGER", "INT", PrimitiveType.Integer),
        ("b", "BIGINT", "BIGINT", PrimitiveType.Long),
        ("d", "DECIMAL(12,2)", "DECIMAL(12,2)", new DecimalType(12, 2)),
        ("e", "DECIMAL(18,6)", "DECIMAL(18,6)", new DecimalType(18, 6)),
        ("w", "DECIMAL(38,0)", "DECIMAL(38,0)", new DecimalType(38, 0)),
        ("f", "DOUBLE", "DOUBLE", PrimitiveType.Double),
        ("t", "VARCHAR", "STRING", PrimitiveType.String),
        ("u", "VARCHAR", "STRING", PrimitiveType.String),
        ("flag", "BOOLEAN", "BOOLEAN", PrimitiveType.Boolean),
        ("day", "DATE", "DATE", PrimitiveType.Date),
        ("ts", "TIMESTAMP", "TIMESTAMP_NTZ", PrimitiveType.TimestampNtz),
        ("moment", "TIMESTAMPTZ", "TIMESTAMP", PrimitiveType.Timestamp),
        ("l", "INTEGER[]", "", new ArrayType(PrimitiveType.Integer)),
        ("s", "", "", new StructType([new("a", PrimitiveType.Integer), new("b", PrimitiveType.String)])),
    ];

    private static readonly string?[][] Rows =
    [
        ["1", "x", "1", "-7", "7", "9007199254740993", "10.50", "3.141593", "12345678901234567890", "1.5", "Hello World", "12", "true", "2024-02-29", "2024-02-29 23:59:59.999999", "2024-02-29 23:30:00+00:00", "1,2,3", "1:one"],
        ["2", "x", "-5", "300", "-7", "-1", "-3.25", "0.000001", "-5", "-2.5", "straße ΟΔΟΣ", "-7", "false", "2023-12-31", "2023-12-31 00:00:00", "2023-12-31 22:00:00+00:00", "", "2:"],
        ["3", "y", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null],
        ["4", "y", "127", "32767", "2147483647", "9223372036854775807", "9999999999.99", "999999999999.999999", "1", "0", "", "1.5", "true", "1970-01-01", "1970-01-01 00:00:00", "1970-01-01 00:00:00+00:00", "5", "5:five"],
        ["5", "y", "0", "0", "0", "0", "0.00", "0.000000", "0", "-0.5", "  a_b%c  ", "abc", "false", "1969-12-28", "1969-12-28 12:34:56.000001", "1900-01-01 12:00:00+00:00", "2,2", "0: "],
        ["6", "z", "3", "10", "1000000", "4611686018427387904", "2.50", "2.500000", "7", "2.5", "aXbX,c;d", "0x1F", null, "2024-12-30", "2024-12-30 06:07:08.5", "2024-06-30 23:59:59.999999+00:00", "3,1", "3:tre"],
        ["7", "z", "-128", "-32768", "-2147483648", "-9223372036854775808", "0.01", "-1.500000", "-99", "1e300", "İI ß é😀", " 3 ", "true", "9998-12-31", "2024-03-31 02:30:00", "2024-03-31 01:30:00+00:00", "9", "9:ü"],
    ];

    /// <summary>What the translation needs to know of it.</summary>
    public static PortableInput? Find(string name) => name != "silver.facts" ? null
        : new PortableInput(new StructType([.. Columns.Select(column => new StructField(column.Name, column.Type))]), "facts");

    /// <summary>Makes it on both engines.</summary>
    public static void Create(BothEngines engines)
    {
        engines.Execute("CREATE SCHEMA silver");
        engines.Execute($"CREATE TABLE silver.facts AS {string.Join(" UNION ALL ", Rows.Select(row => Select(row, false)))}");
        engines.ExecuteOnSpark($"CREATE OR REPLACE TEMPORARY VIEW facts AS {string.Join(" UNION ALL ", Rows.Select(row => Select(row, true)))}");
    }

    private static string Select(string?[] row, bool isSpark) =>
        "SELECT " + string.Join(", ", Columns.Select((column, i) => $"{Value(column.Name, row[i], isSpark, isSpark ? column.Spark : column.DuckDb)} AS {column.Name}"));

    private static string Value(string column, string? value, bool isSpark, string type) => (column, value) switch
    {
        ("l", null) => isSpark ? "CAST(NULL AS ARRAY<INT>)" : "CAST(NULL AS INTEGER[])",
        ("l", "") => isSpark ? "CAST(array() AS ARRAY<INT>)" : "CAST([] AS INTEGER[])",
        ("l", _) => isSpark ? $"array({value})" : $"[{value}]",
        ("s", null) => isSpark ? "CAST(NULL AS STRUCT<a: INT, b: STRING>)" : "CAST(NULL AS STRUCT(a INTEGER, b VARCHAR))",
        ("s", _) => isSpark ? $"named_struct('a', {value.Split(':')[0]}, 'b', '{value.Split(':')[1]}')" : $"{{'a': {value.Split(':')[0]}, 'b': '{value.Split(':')[1]}'}}",
        (_, null) => $"CAST(NULL AS {type})",
        _ => $"CAST('{value}' AS {type})",
    };
}
