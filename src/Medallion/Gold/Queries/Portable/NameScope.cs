namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>The tables and variables whose columns an expression can name. Inner names hide outer ones.</summary>
/// <param name="outer">What is visible around the query; null where nothing is.</param>
internal sealed class NameScope(NameScope? outer)
{
    private readonly List<(string Table, string Alias, IReadOnlyList<OutputColumn> Columns)> _tables = [];
    private readonly Dictionary<string, Term> _variables = new(TableReference.NameComparer);
    private readonly HashSet<string> _joined = new(TableReference.NameComparer);

    /// <summary>True after a name was found in the query around.</summary>
    public bool IsCorrelated { get; private set; }

    /// <summary>Adds a table.</summary>
    /// <param name="table">Its name in the query.</param>
    /// <param name="alias">Its name in Spark's query, which no column has.</param>
    /// <param name="columns">Its columns.</param>
    public void Add(string table, string alias, IReadOnlyList<OutputColumn> columns) => _tables.Add((table, alias, columns));

    public void AddVariable(string name, SqlType type) => _variables[name] = new Term(SparkText.Identifier(name), type);

    /// <summary>Makes a column of USING one column of both sides.</summary>
    public void Join(string column) => _joined.Add(column);

    /// <summary>The columns of <c>*</c> or <c>t.*</c> in order; null where there is no such table.</summary>
    public IReadOnlyList<(string Name, Term Term)>? Star(string table)
    {
        var tables = table.Length == 0 ? _tables : [.. _tables.Where(t => IsName(t.Table, table))];
        var seen = new HashSet<string>(TableReference.NameComparer);
        return tables.Count == 0 ? null : [.. tables.SelectMany(t => t.Columns.Select(c => (t.Alias, Column: c)))
            .Where(c => table.Length > 0 || !_joined.Contains(c.Column.Name) || seen.Add(c.Column.Name))
            .Select(c => (c.Column.Name, Column(c.Alias, c.Column, table.Length == 0)))];
    }

    /// <summary>The column or variable that the first names stand for, and how many of them were used; null without one.</summary>
    public (Term Term, int Used)? Find(IReadOnlyList<string> names)
    {
        if (_variables.TryGetValue(names[0], out var variable))
        {
            return (variable, 1);
        }
        var table = names.Count > 2 && IsSchema(names[0]) ? 1 : 0;
        if (names.Count > table + 1 && Find(names[table], names[table + 1]) is { } qualified)
        {
            return (qualified, table + 2);
        }
        if (Find(null, names[0]) is { } column && (names.Count == 1 || column.Type.Kind == SqlKind.Struct))
        {
            return (column, 1);
        }
        if (outer?.Find(names) is { } found)
        {
            IsCorrelated = true;
            return found;
        }
        return null;
    }

    private Term? Find(string? table, string column)
    {
        var found = _tables.Where(t => table is null || IsName(t.Table, table))
            .SelectMany(t => t.Columns.Where(c => IsName(c.Name, column)).Select(c => (t.Alias, Column: c))).ToList();
        return found.Count == 0 || (found.Count > 1 && !(table is null && _joined.Contains(column)))
            ? null : Column(found[0].Alias, found[0].Column, table is null);
    }

    private Term Column(string alias, OutputColumn column, bool isBare) => new(
        alias.Length == 0 || (isBare && _joined.Contains(column.Name))
            ? SparkText.Identifier(column.Name)
            : $"{SparkText.Identifier(alias)}.{SparkText.Identifier(column.Name)}",
        column.Type);

    private static bool IsSchema(string name) => IsName(name, TableReference.Silver) || IsName(name, TableReference.Gold);

    private static bool IsName(string left, string right) => TableReference.NameComparer.Equals(left, right);
}
