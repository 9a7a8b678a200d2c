namespace Lakehouse.Quality.Expectations.Types;

/// <summary>
/// Expectations of the type of a column. A type has many names: those of pandas and Python, which suites made with pandas
/// hold, and those of DuckDB and Delta.
/// </summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<string, (string Pandas, string Delta)> Names = new()
    {
        ["TINYINT"] = ("int8", "byte"),
        ["SMALLINT"] = ("int16", "short"),
        ["INTEGER"] = ("int32", "integer"),
        ["BIGINT"] = ("int64", "long"),
        ["UTINYINT"] = ("uint8", "short"),
        ["USMALLINT"] = ("uint16", "integer"),
        ["UINTEGER"] = ("uint32", "long"),
        ["UBIGINT"] = ("uint64", "decimal"),
        ["FLOAT"] = ("float32", "float"),
        ["DOUBLE"] = ("float64", "double"),
        ["BOOLEAN"] = ("bool", "boolean"),
        ["TIMESTAMP"] = ("datetime64[ns]", "timestamp_ntz"),
        ["TIMESTAMP_NS"] = ("datetime64[ns]", "timestamp_ntz"),
        ["TIMESTAMP WITH TIME ZONE"] = ("datetime64[ns, UTC]", "timestamp"),
        ["VARCHAR"] = ("object", "string"),
        ["DATE"] = ("object", "date"),
        ["DECIMAL"] = ("object", "decimal"),
        ["BLOB"] = ("object", "binary"),
    };

    // What Python calls the values of columns that pandas keeps as objects.
    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["VARCHAR"] = ["str", "string", "unicode"],
        ["DATE"] = ["date", "datetime.date"],
        ["DECIMAL"] = ["Decimal", "decimal.Decimal"],
        ["BLOB"] = ["bytes"],
        ["BOOLEAN"] = ["bool"],
    };

    public static PlannedExpectation OfType(PlanContext context) => Plan(context, [context.Text("type_")!]);

    public static PlannedExpectation InTypes(PlanContext context) => Plan(context, context.Texts("type_list"));

    public static PlannedExpectation TypeIs(PlanContext context)
    {
        var (column, expected) = (context.Column(), context.Text("type_")!);
        var nulls = CountNulls(context, column);
        return new ValueExpectation(values =>
        {
            var pandas = Pandas(column, (long)values[nulls]! > 0);
            return Observation.Of(expected == pandas || IsOwnName(column, expected), pandas);
        });
    }

    // Objects are judged value by value, as Great Expectations does; here all have the type of the column.
    private static PlannedExpectation Plan(PlanContext context, IReadOnlyList<string> expected)
    {
        var column = context.Column();
        if (IsObject(column) && !expected.Any(name => name is "object" or "object_" or "O"))
        {
            var isExpected = expected.Any(name =>
                IsOwnName(column, name) || Values.GetValueOrDefault(column.TypeName, []).Contains(name));
            return RowTests.OfValues(context, _ => isExpected ? "FALSE" : "TRUE");
        }
        var nulls = CountNulls(context, column);
        return new ValueExpectation(values =>
        {
            var pandas = Pandas(column, (long)values[nulls]! > 0);
            var success = expected.Any(name => name == pandas || IsOwnName(column, name) || IsPython(name, pandas));
            return Observation.Of(success, pandas == "bool" ? "bool_" : pandas);
        });
    }

    private static bool IsObject(TableColumn column) => Names.GetValueOrDefault(column.TypeName).Pandas is "object" or null;

    private static int CountNulls(PlanContext context, TableColumn column) =>
        context.CountNulls(column);

    // pandas has no whole numbers and no truth values that are null.
    private static string Pandas(TableColumn column, bool hasNulls) => column switch
    {
        { IsInteger: true } when hasNulls => "float64",
        { Kind: ColumnKind.Boolean } when hasNulls => "object",
        _ => Names.GetValueOrDefault(column.TypeName).Pandas ?? "object",
    };

    private static bool IsPython(string name, string pandas) => name switch
    {
        "int" or "long" => pandas.StartsWith("int", StringComparison.Ordinal),
        "float" => pandas.StartsWith("float", StringComparison.Ordinal),
        "bool" or "bool_" => pandas == "bool",
        "datetime64" or "Timestamp" or "datetime" => pandas.StartsWith("datetime64", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsOwnName(TableColumn column, string name) =>
        name.Equals(column.Type, StringComparison.OrdinalIgnoreCase)
        || name.Equals(column.TypeName, StringComparison.OrdinalIgnoreCase)
        || (name == "TIMESTAMPTZ" && column.Type == "TIMESTAMP WITH TIME ZONE")
        || name == Names.GetValueOrDefault(column.TypeName).Delta;
}
