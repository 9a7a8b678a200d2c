using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Scans;

/// <summary>Leaves out files that cannot hold rows of a condition: by partition values, then by statistics.</summary>
internal sealed class FileFilter
{
    private readonly Predicate _predicate;
    private readonly Dictionary<Predicate, Test> _tests = new(ReferenceEqualityComparer.Instance);
    private readonly bool _needsStatistics;

    /// <exception cref="ArgumentException">A column is not there, or a value does not fit its type.</exception>
    public FileFilter(Snapshot snapshot, Predicate predicate)
    {
        _predicate = predicate;
        Prepare(snapshot, predicate);
        _needsStatistics = _tests.Values.Any(test => test.PartitionColumn is null);
    }

    public bool MayMatch(AddFile file)
    {
        if (!MayMatch(_predicate, file, null)) return false;
        if (!_needsStatistics || file.StatsJson is null) return true;
        using var statistics = FileStatisticsDocument.TryParse(file.StatsJson);
        return statistics is null || MayMatch(_predicate, file, statistics);
    }

    /// <param name="predicate">The condition.</param>
    /// <param name="file">The file.</param>
    /// <param name="statistics">Its statistics; without, only partition values are looked at.</param>
    private bool MayMatch(Predicate predicate, AddFile file, FileStatisticsDocument? statistics) => predicate switch
    {
        Conjunction all => all.Parts.All(part => MayMatch(part, file, statistics)),
        Disjunction any => any.Parts.Any(part => MayMatch(part, file, statistics)),
        _ => _tests[predicate] is var test && test.MayHold(test.RangeIn(file, statistics)),
    };

    private void Prepare(Snapshot snapshot, Predicate predicate)
    {
        switch (predicate)
        {
            case Conjunction all:
                foreach (var part in all.Parts) Prepare(snapshot, part);
                break;
            case Disjunction any:
                foreach (var part in any.Parts) Prepare(snapshot, part);
                break;
            case Comparison comparison:
                _tests[predicate] = TestOf(snapshot, comparison);
                break;
            case NullTest test:
                var (tested, testedPath, testedPartition) = Find(snapshot, test.Column);
                _tests[predicate] = new Test(
                    ValueOrder.Of(tested), testedPath, testedPartition,
                    range => test.IsWanted ? range.MayHaveNulls : range.MayHaveValues);
                break;
        }
    }

    private static Test TestOf(Snapshot snapshot, Comparison comparison)
    {
        var (field, path, partition) = Find(snapshot, comparison.Column);
        var values = ValueOrder.Of(field);
        var (value, isExact) = values.FromValue(comparison.Value) ?? throw new ArgumentException(
            $"a {comparison.Value.GetType().Name} cannot be compared with '{string.Join('.', comparison.Column)}', "
            + $"which is a {field.Type.Name}");
        // A value that was rounded may lie on either side of the bound.
        var how = isExact ? comparison.Operator : comparison.Operator switch
        {
            ComparisonOperator.Less => ComparisonOperator.LessOrEqual,
            ComparisonOperator.Greater => ComparisonOperator.GreaterOrEqual,
            var other => other,
        };
        var mayBeNaN = values.IsReal && partition is null
            && (how is ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual || value is OrderedReal { IsNaN: true });
        return new Test(
            values, path, partition,
            mayBeNaN ? range => range.MayHaveValues : range => range.MayBe(how, value));
    }

    /// <summary>A column, its physical path, and its physical name if the table is partitioned by it.</summary>
    private static (StructField Field, IReadOnlyList<string> Path, string? Partition) Find(
        Snapshot snapshot, IReadOnlyList<string> column)
    {
        var path = new List<string>();
        StructField? field = null;
        DataType inside = snapshot.Metadata.Schema;
        foreach (var name in column)
        {
            field = (inside as StructType)?.Fields.FirstOrDefault(one => one.Name == name)
                ?? throw new ArgumentException($"there is no column '{string.Join('.', column)}'");
            path.Add(field.PhysicalName(snapshot.ColumnMapping));
            inside = field.Type;
        }
        if (field is null) throw new ArgumentException("a condition names no column");
        return (field, path, snapshot.Metadata.PartitionColumns.Contains(column[0]) ? path[0] : null);
    }

    private sealed record Test(
        ValueOrder Values, IReadOnlyList<string> Path, string? PartitionColumn, Func<ColumnRange, bool> MayHold)
    {
        public ColumnRange RangeIn(AddFile file, FileStatisticsDocument? statistics) =>
            PartitionColumn is null ? statistics?.Range(Path, Values) ?? ColumnRange.Unknown
            : file.PartitionValues.TryGetValue(PartitionColumn, out var text) ? Values.FromPartition(text)
            : ColumnRange.Unknown;
    }
}
