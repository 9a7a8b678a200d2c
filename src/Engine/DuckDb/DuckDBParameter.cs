using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A value for a <c>?</c> (by position) or a <c>$name</c> of a statement.</summary>
public sealed class DuckDBParameter : DbParameter
{
    private string _name = "";

    /// <summary>A parameter without a name or value.</summary>
    public DuckDBParameter()
    {
    }

    /// <summary>A parameter by position.</summary>
    public DuckDBParameter(object? value) => Value = value;

    /// <summary>A parameter by name, with or without <c>$</c>.</summary>
    public DuckDBParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>The name, without <c>$</c>; empty for a parameter by position.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value?.TrimStart('$', '@') ?? "";
    }

    /// <summary>The value; null and <see cref="DBNull"/> are NULL.</summary>
    public override object? Value { get; set; }

    /// <inheritdoc/>
    public override DbType DbType { get; set; } = DbType.Object;

    /// <inheritdoc/>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
            {
                throw new NotSupportedException("DuckDB's parameters are for input only.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override void ResetDbType() => DbType = DbType.Object;
}
