using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Tables;

/// <summary>Stops a step before its commit when a record would be lost or counted twice (law 1).</summary>
internal static class BalanceGuard
{
    /// <summary>As many rows must be staged as records were read.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.Balance"/>.</exception>
    public static void SameRows(string table, long read, long staged)
    {
        if (read != staged)
        {
            throw new MedallionException(
                ErrorCodes.Balance,
                $"{read} records were read for {table} but {staged} rows written; nothing was published. "
                + "This is a defect of Medallion: report it with the run's log.");
        }
    }

    /// <summary>Every record read must be accepted, a duplicate, quarantined, or parked.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.Balance"/>.</exception>
    public static void Holds(string table, Balance balance)
    {
        if (!balance.IsTrue)
        {
            throw new MedallionException(
                ErrorCodes.Balance,
                $"{table}: {balance.Read} records were read and {balance.CameBack} came back, but "
                + $"{balance.Accepted} accepted, {balance.Duplicate} duplicate, {balance.Quarantined} quarantined and "
                + $"{balance.Parked} parked; nothing was published. "
                + "This is a defect of Medallion: report it with the run's log.");
        }
    }
}
