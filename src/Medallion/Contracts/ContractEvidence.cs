using Lakehouse.Medallion.Trials;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Asks the records that landed whether versions of a contract are compatible.</summary>
internal sealed class ContractEvidence(LakehouseSession session)
{
    private readonly ContractTrialReader _trials = new(session);

    /// <summary>One answer for each dataset that answers to the contract and each earlier version.</summary>
    /// <param name="contract">Key of the contract.</param>
    /// <param name="earlier">The versions to compare with, the oldest first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<DataEvidence>> FindAsync(
        string contract, IReadOnlyList<Contract> earlier, CancellationToken cancellationToken)
    {
        var evidence = new List<DataEvidence>();
        foreach (var source in session.Project.Sources.Where(source => source.Contract.Key == contract))
        {
            foreach (var before in earlier)
            {
                evidence.Add(await JudgeAsync(source, before, cancellationToken).ConfigureAwait(false));
            }
        }
        return evidence;
    }

    private async Task<DataEvidence> JudgeAsync(Source source, Contract before, CancellationToken cancellationToken)
    {
        var evidence = new DataEvidence(source.Dataset, before.Version);
        try
        {
            var trial = await _trials.CompareAsync(source, before, new TrialOptions(), cancellationToken).ConfigureAwait(false);
            return evidence with
            {
                Records = trial.Records,
                RefusedNow = trial.WouldBeRejected,
                AcceptedNow = trial.WouldBeAccepted,
                Changes = trial.Changes,
                Examples = trial.Examples,
            };
        }
        catch (Exception e) when (e is ContractException || (e is MedallionException known && known.Code == ErrorCodes.NoSuchTable))
        {
            return evidence with { Obstacle = e.Message };
        }
    }
}
