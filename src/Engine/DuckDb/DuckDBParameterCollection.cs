using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Engine.DuckDb;

/// <summary>The parameters of a command.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The base class is what ADO.NET gives.")]
public sealed class DuckDBParameterCollection : DbParameterCollection
{
    private readonly List<DuckDBParameter> _parameters = [];

    internal DuckDBParameterCollection()
    {
    }

    /// <inheritdoc/>
    public override int Count => _parameters.Count;

    /// <inheritdoc/>
    public override object SyncRoot => _parameters;

    /// <inheritdoc cref="DbParameterCollection.this[int]"/>
    public new DuckDBParameter this[int index] => _parameters[index];

    /// <summary>Adds a parameter.</summary>
    public DuckDBParameter Add(DuckDBParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a parameter by name, with or without <c>$</c>.</summary>
    public DuckDBParameter AddWithValue(string name, object? value) => Add(new DuckDBParameter(name, value));

    /// <summary>Adds a parameter by position when it is not a <see cref="DuckDBParameter"/> itself.</summary>
    public override int Add(object value)
    {
        Add(AsParameter(value));
        return _parameters.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Add(AsParameter(value));
        }
    }

    /// <inheritdoc/>
    public override void Clear() => _parameters.Clear();

    /// <inheritdoc/>
    public override bool Contains(object value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)_parameters).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object value) => _parameters.FindIndex(p => ReferenceEquals(p, value));

    /// <inheritdoc/>
    public override int IndexOf(string parameterName) =>
        _parameters.FindIndex(p => p.ParameterName == parameterName?.TrimStart('$', '@'));

    /// <inheritdoc/>
    public override void Insert(int index, object value) => _parameters.Insert(index, AsParameter(value));

    /// <inheritdoc/>
    public override void Remove(object value)
    {
        if (IndexOf(value) is >= 0 and var index)
        {
            _parameters.RemoveAt(index);
        }
    }

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _parameters.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => _parameters.RemoveAt(Require(parameterName));

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => _parameters[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => _parameters[Require(parameterName)];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => _parameters[index] = AsParameter(value);

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value) =>
        _parameters[Require(parameterName)] = AsParameter(value);

    private static DuckDBParameter AsParameter(object? value) => value as DuckDBParameter ?? new DuckDBParameter(value);

    private int Require(string name) => IndexOf(name) is >= 0 and var index
        ? index
        : throw new ArgumentException($"There is no parameter '{name}'.", nameof(name));
}
