using Lakehouse.Medallion.Queries;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Profiling;

namespace Lakehouse.Medallion.Suites;

/// <summary>Profiles tables of a lakehouse.</summary>
public static class Profiler
{
    /// <summary>Profiles a table, at the version that its name says.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>.</exception>
    /// <exception cref="Engine.EngineException">The engine could not read the rows.</exception>
    public static async Task<TableProfile> RunAsync(
        LakehouseSession session, TableName table, CancellationToken cancellationToken)
    {
        var relation = await SuiteTable.OpenAsync(session, table, cancellationToken).ConfigureAwait(false);
        var columns = await SuiteRunner.ColumnsAsync(session.Engine, relation, cancellationToken).ConfigureAwait(false);
        var plan = new ProfilePlan(new CheckedRelation(table.ToString(), relation, columns));
        var scanned = await SuiteRunner.ReadAsync(session.Engine, plan.ScanSql, cancellationToken).ConfigureAwait(false);
        var counted = await SuiteRunner.ReadAsync(session.Engine, plan.CountSql(scanned), cancellationToken).ConfigureAwait(false);
        var profiles = plan.Read(scanned, counted);
        return new TableProfile(table.ToString(), (long)scanned[0]!, profiles);
    }
}
