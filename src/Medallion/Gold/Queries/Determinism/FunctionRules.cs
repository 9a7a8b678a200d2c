namespace Lakehouse.Medallion.Gold.Queries.Determinism;

/// <summary>
/// The list of refused functions, by what makes their result more than a function of the tables. Names are those of
/// DuckDB 1.5, in lower case.
/// </summary>
internal static class FunctionRules
{
    private static readonly FunctionRule Clock = new(
        "reads the clock",
        "Take the time from a column, such as landed_at or max(occurred_at).");

    private static readonly FunctionRule Random = new(
        "gives another value each time",
        "Derive the value from columns, such as md5(key).");

    private static readonly FunctionRule Session = new(
        "depends on the session or the machine",
        "Write the value in the SQL, or join it from a table.");

    private static readonly FunctionRule Counter = new(
        "depends on how often it was called",
        "Number rows with row_number() OVER (ORDER BY key).");

    private static readonly FunctionRule Physical = new(
        "depends on how the rows are stored or on DuckDB's own formats",
        "Leave it out, or derive the value from columns with portable functions such as md5.");

    private static readonly FunctionRule Approximate = new(
        "is approximate: its result changes with the layout of files and threads",
        "Use the exact count(DISTINCT x), quantile_disc(x, q) or a GROUP BY with ORDER BY and LIMIT.");

    private static readonly FunctionRule RowOrder = new(
        "depends on the order of rows",
        "State the order: {0}(x ORDER BY key).")
    { IsCuredByOrder = true };

    private static readonly FunctionRule Extreme = new(
        "takes any of the rows that tie",
        "State the order of ties: {0}(x, y ORDER BY key).")
    { IsCuredByOrder = true };

    private static readonly FunctionRule ListOfRows = new(
        "depends on the order of rows",
        "State the order: {0}(x ORDER BY key), or sort the list: list_sort({0}(x)).")
    { IsCuredByOrder = true, IsUnorderedList = true };

    private static readonly FunctionRule ListWithoutOrder = new(
        "gives a list in an order of its own",
        "Sort the list: list_sort({0}(x)).")
    { IsUnorderedList = true };

    private static readonly FunctionRule JsonOfRows = new(
        "depends on the order of rows",
        "Build the value from an ordered list, such as to_json(list(x ORDER BY key)).");

    private static readonly FunctionRule Floating = new(
        "adds floating-point numbers, and their sum depends on the order of rows",
        "State the order: {0}(x ORDER BY key), or compute it from exact sums of DECIMAL values.")
    { IsCuredByOrder = true };

    private static readonly FunctionRule FloatingMacro = new(
        "adds floating-point numbers, and their sum depends on the order of rows",
        "Compute it from exact sums of DECIMAL values.");

    private static readonly FunctionRule WindowOrder = new(
        "depends on the order of rows in its window",
        "State the order: {0}(...) OVER (... ORDER BY key).")
    { IsCuredByOrder = true };

    private static readonly (FunctionRule Rule, string Names)[] Table =
    [
        (Clock, "now today ago get_current_timestamp get_current_time current_date current_time current_timestamp"),
        (Clock, "current_localtime current_localtimestamp localtime localtimestamp transaction_timestamp"),
        (Clock with { Arguments = 1, Next = "Give the second date: age(date, other)." }, "age"),
        (Random, "random setseed uuid uuidv4 uuidv7 gen_random_uuid"),
        (Session, "current_user user session_user current_role current_catalog current_database current_schema"),
        (Session, "current_schemas current_setting current_query current_query_id current_connection_id"),
        (Session, "current_transaction_id txid_current version getenv getvariable in_search_path get_block_size"),
        (Session, "write_log sleep_ms json_serialize_plan json_execute_serialized_sql col_description obj_description"),
        (Session, "shobj_description"),
        (Counter, "nextval currval"),
        (Physical, "rowid stats vector_type alias hash md5_number md5_number_lower md5_number_upper create_sort_key"),
        (Physical, "icu_sort_key timetz_byte_comparable"),
        (Approximate, "approx_count_distinct approx_quantile approx_top_k reservoir_quantile list_approx_count_distinct"),
        (RowOrder, "first last any_value arbitrary mode string_agg group_concat listagg"),
        (Extreme, "arg_min arg_max argmin argmax min_by max_by arg_min_null arg_max_null"),
        (Extreme, "arg_min_nulls_last arg_max_nulls_last"),
        (ListOfRows, "list array_agg"),
        (ListWithoutOrder, "list_distinct array_distinct list_intersect array_intersect"),
        (JsonOfRows, "json_group_array json_group_object json_group_structure"),
        (Floating, "fsum kahan_sum sumkahan favg product stddev stddev_pop stddev_samp var_pop var_samp variance sem"),
        (Floating, "corr covar_pop covar_samp regr_avgx regr_avgy regr_intercept regr_r2 regr_slope regr_sxx regr_sxy"),
        (Floating, "regr_syy skewness kurtosis kurtosis_pop"),
        (FloatingMacro, "entropy geomean geometric_mean wavg weighted_avg"),
    ];

    private static readonly Dictionary<string, FunctionRule> Functions = Index(Table);

    // Functions that exist with OVER only; an aggregate with OVER follows its own rule.
    private static readonly Dictionary<string, FunctionRule> WindowFunctions =
        Index([(WindowOrder, "row_number ntile lag lead first first_value last last_value nth_value fill")]);

    private static readonly (string Prefix, string Suffix)[] SessionFamilies =
        [("pg_", ""), ("inet_", ""), ("duckdb_", ""), ("has_", "_privilege")];

    private static readonly HashSet<string> OrderForgetting = Set(
        "list_sort array_sort list_reverse_sort array_reverse_sort len length array_length list_contains array_contains "
        + "list_has array_has list_has_any list_has_all array_has_any array_has_all list_count list_min list_max");

    private static readonly HashSet<string> Values = Set(
        "current_date current_time current_timestamp localtime localtimestamp current_user user session_user current_role "
        + "current_catalog current_schema rowid");

    /// <summary>The rule that refuses the function, or null.</summary>
    public static FunctionRule? Find(string function) =>
        Functions.GetValueOrDefault(function)
        ?? (SessionFamilies.Any(family => function.StartsWith(family.Prefix, StringComparison.OrdinalIgnoreCase)
            && function.EndsWith(family.Suffix, StringComparison.OrdinalIgnoreCase)
            && !function.Equals("pg_typeof", StringComparison.OrdinalIgnoreCase)) ? Session : null);

    /// <summary>The rule for the function with OVER, or null.</summary>
    public static FunctionRule? FindWindow(string function) =>
        WindowFunctions.GetValueOrDefault(function) ?? Find(function);

    /// <summary>The rule for a name without parentheses, such as <c>current_date</c>, or null.</summary>
    public static FunctionRule? FindValue(string name) => Values.Contains(name) ? Find(name) : null;

    /// <summary>True when the function gives the same for its list in any order.</summary>
    public static bool ForgetsOrder(string function) => OrderForgetting.Contains(function);

    private static Dictionary<string, FunctionRule> Index((FunctionRule Rule, string Names)[] rows)
    {
        var rules = new Dictionary<string, FunctionRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var (rule, names) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                rules.Add(name, rule);
            }
        }
        return rules;
    }

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
