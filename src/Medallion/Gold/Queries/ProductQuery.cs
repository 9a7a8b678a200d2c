using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Determinism;
using Lakehouse.Medallion.Gold.Queries.Lineage;
using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.Medallion.Gold.Queries.Tracing;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>The analysed SELECT of a data product.</summary>
public sealed class ProductQuery
{
    private readonly SqlText _text;
    private readonly Query _query;

    private readonly string _tree;

    private ProductQuery(
        string name, string sql, SqlText text, Query query, IEnumerable<TableReference> tables, JsonElement statement)
    {
        (Name, Sql, CanonicalSql) = (name, sql, Queries.CanonicalSql.Write(statement));
        _tree = statement.GetRawText();
        (_text, _query) = (text, query);
        Dependencies = [.. tables.OrderBy(table => table.FullName, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The product's table name below <c>gold</c>.</summary>
    public string Name { get; }

    /// <summary>The product's table in SQL: <c>gold.&lt;name&gt;</c>.</summary>
    public string FullName => $"{TableReference.Gold}.{Name}";

    /// <summary>The text as written.</summary>
    public string Sql { get; }

    /// <summary>The tables that the query reads, each once, in the order of their names.</summary>
    public IReadOnlyList<TableReference> Dependencies { get; }

    /// <summary>The same for all texts that differ in white space, comments and the case of keywords only.</summary>
    public string CanonicalSql { get; }

    /// <summary>Whether it counts the rows of one table, all or those that meet a condition on the row alone.</summary>
    public bool CountsRows => _query is SelectQuery
    {
        CommonTables.Count: 0,
        Items: [FunctionCall { Name: "count_star", Arguments.Count: 0, Filter: null }],
        From: BaseTable { IsSample: false },
        Groups.Count: 0,
        Having: null,
        Qualify: null,
        IsSample: false,
    } select && !select.Modifiers.Expressions.Any()
        && select.Where?.Flatten().Any(part => part is SubqueryExpression or WindowCall) != true;

    /// <summary>Reads a product's SQL. Pure: the caller has DuckDB parse the text.</summary>
    /// <param name="name">The product's table name below <c>gold</c>.</param>
    /// <param name="sql">The text.</param>
    /// <param name="serializedJson">What DuckDB's <c>json_serialize_sql</c> gives for the text.</param>
    /// <returns>The query, or all problems of the text.</returns>
    public static ProductQueryResult Parse(string name, string sql, string serializedJson)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(serializedJson);
        var text = new SqlText(sql);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(serializedJson, JsonTree.Options);
        }
        catch (JsonException exception)
        {
            return Refused(text.Problem(QueryErrorCodes.TooDeep, 0,
                $"The parse tree cannot be read ({exception.Message}). Split the query with WITH, or into two products."));
        }
        using (document)
        {
            return Parse(name, sql, text, document.RootElement);
        }
    }

    /// <summary>Whether and how the product can be recomputed by partitions.</summary>
    /// <param name="partitionColumns">The product's own partition columns, the preferred one first.</param>
    /// <param name="inputs">The tables that the query reads, by full name; null for one that does not exist yet.</param>
    /// <returns><see cref="ProvablePartitions"/> or <see cref="UnprovablePartitions"/>.</returns>
    public PartitionTrace Trace(IReadOnlyList<string> partitionColumns, Func<string, InputTable?> inputs)
    {
        ArgumentNullException.ThrowIfNull(partitionColumns);
        ArgumentNullException.ThrowIfNull(inputs);
        var tables = Dependencies.Select(table => table.FullName).ToList();
        return new PartitionTracer(_text, _query, tables, inputs).Trace(partitionColumns);
    }

    /// <summary>The same query in Spark's SQL: the same rows, of the same types.</summary>
    /// <param name="inputs">The tables that the query reads, by full name; null for one whose columns are not known.</param>
    /// <returns>The query, or every construct that is not portable (<see cref="Quality.ErrorCodes.NotPortable"/>).</returns>
    public SparkQueryResult ToSpark(Func<string, PortableInput?> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var statement = JsonDocument.Parse(_tree, JsonTree.Options);
        return QueryBinder.Bind(_text, statement.RootElement.Child("node")!.Value, inputs);
    }

    /// <summary>From which columns of its inputs the product's columns come, and which it names at all.</summary>
    /// <param name="columnsOf">The columns of a table that the query reads, by full name.</param>
    internal ProductColumns Columns(Func<string, IReadOnlyList<string>> columnsOf)
    {
        var lineage = new ColumnLineage(columnsOf);
        return new ProductColumns(lineage.Trace(_query), lineage.Used);
    }

    private static ProductQueryResult Parse(string name, string sql, SqlText text, JsonElement root)
    {
        if (root.Flag("error"))
        {
            return Refused(ParserProblem(text, root));
        }
        var statements = root.Items("statements").ToList();
        if (statements.Count != 1 || statements[0].Child("node") is not { } node)
        {
            var found = statements.Count == 0 ? "holds no statement" : $"holds {statements.Count} statements";
            return Refused(text.Problem(QueryErrorCodes.NotOneSelect, 0,
                $"The file {found}. Write exactly one SELECT; give another product a file of its own."));
        }
        var reader = new TreeReader(text);
        var query = reader.ReadQuery(node);
        if (reader.Problems.Any(problem => problem.Code == QueryErrorCodes.TooDeep))
        {
            return new(null, reader.Problems);
        }
        var problems = reader.Problems.Concat(DeterminismGuard.Check(query, text))
            .OrderBy(problem => (problem.Line, problem.Column)).ToList();
        return problems.Count > 0
            ? new(null, problems)
            : new(new(name, sql, text, query, reader.Tables, statements[0]), []);
    }

    private static QueryProblem ParserProblem(SqlText text, JsonElement root)
    {
        var message = root.Text("error_message");
        if (root.Text("error_type") == "not implemented")
        {
            return text.Problem(QueryErrorCodes.NotOneSelect, 0,
                "The text is not a SELECT, or it holds a PIVOT that does not list its values. "
                + "Write one SELECT; in PIVOT list the values: ON x IN (...).");
        }
        if (message.Contains("expression depth limit", StringComparison.Ordinal)
            || message.Contains("memory exhausted", StringComparison.Ordinal))
        {
            return text.Problem(QueryErrorCodes.TooDeep, 0,
                "The query is nested too deep for DuckDB. Split it with WITH, or into two products.");
        }
        _ = int.TryParse(root.Text("position"), out var offset);
        return text.Problem(QueryErrorCodes.Syntax, offset, $"DuckDB cannot parse it: {message}. Correct the SQL.");
    }

    private static ProductQueryResult Refused(QueryProblem problem) => new(null, [problem]);
}
