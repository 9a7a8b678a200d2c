using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts.Versions;

namespace Lakehouse.Medallion.Projects;

/// <summary>
/// Finds the mistakes in the SQL of upcasts: each is one deterministic expression over its own record, of a fitting type.
/// </summary>
internal static class UpcastValidator
{
    /// <summary>All problems of the expressions of a version.</summary>
    public static async Task<IReadOnlyList<Problem>> ValidateAsync(
        DuckDbEngine engine, OlderVersion version, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var step in version.Upcast.Steps.Where(step => step.Expression is not null))
        {
            var reason = await RefusalAsync(engine, step, version, cancellationToken).ConfigureAwait(false);
            if (reason is not null)
            {
                problems.Add(new Problem(
                    ErrorCodes.UpcastExpression, step.Position, $"the upcast of '{step.Target.Path}' cannot be used: {reason}",
                    $"Write one SQL expression over the columns of version {version.Contract.Version} that gives {step.Target.Type}."));
            }
        }
        return problems;
    }

    private static async Task<string?> RefusalAsync(
        DuckDbEngine engine, UpcastStep step, OlderVersion version, CancellationToken cancellationToken)
    {
        var select = $"select ({step.Expression})";
        var trees = await engine.QueryAsync(
            $"select json_serialize_sql({Sql.Text(select)})", row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (RuleGuard.Refusal(trees[0], "the expression") is { } refusal)
        {
            return refusal;
        }
        if (ProductQuery.Parse(step.Target.Name, select, trees[0]).Problems is [var problem, ..])
        {
            return problem.Message;
        }
        try
        {
            var columns = new StructType(RecordMapping.ToColumns(version.Contract.Shape));
            var given = await engine.DescribeAsync(
                $"{select} as v from {DuckDbEngine.Relation([], columns, [])}", cancellationToken).ConfigureAwait(false);
            var wanted = RecordMapping.ToDeltaType(step.Target.Type);
            return Fits(wanted, given.Fields[0].Type)
                ? null
                : $"it gives {DuckDbTypes.ToSql(given.Fields[0].Type)}, not {DuckDbTypes.ToSql(wanted)}";
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            // No row was read, so the engine's text holds nothing but what the project says.
            return e.EngineText ?? e.Message;
        }
    }

    // What DuckDB brings to the wanted type without a loss.
    private static bool Fits(DataType wanted, DataType given) =>
        DuckDbTypes.ToSql(wanted) == DuckDbTypes.ToSql(given)
        || (Digits(given), wanted) switch
        {
            (null, _) => false,
            ({ } from, DecimalType to) => to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
            ({ Scale: 0 } from, _) when wanted.Equals(PrimitiveType.Integer) => from.Precision <= 10 && given is not DecimalType,
            ({ Scale: 0 }, _) when wanted.Equals(PrimitiveType.Long) => given is not DecimalType,
            ({ Precision: <= 15 }, _) => wanted.Equals(PrimitiveType.Double),
            _ => false,
        };

    private static (int Precision, int Scale)? Digits(DataType type) => type switch
    {
        DecimalType d => (d.Precision, d.Scale),
        _ when type.Equals(PrimitiveType.Byte) => (3, 0),
        _ when type.Equals(PrimitiveType.Short) => (5, 0),
        _ when type.Equals(PrimitiveType.Integer) => (10, 0),
        _ when type.Equals(PrimitiveType.Long) => (19, 0),
        _ => null,
    };
}
