using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Generation;

namespace Lakehouse.Medallion.Generation;

/// <summary>Makes records of a contract with rules: as many candidates as it takes until the rules say of them what they must.</summary>
internal sealed class RuledRecords(Contract contract, RecordGenerator generator, RuleProbe probe)
{
    private const int MostRounds = 300;

    // A rule that chance does not break is left alone after so many rounds: then any rule, then any other fault.
    private const int RoundsForOneRule = 60;
    private const int RoundsForAnyRule = 120;

    // A rule is as likely to be broken as a field of a contract with so many of them.
    private const double UsualFields = 10;

    /// <summary>Makes records.</summary>
    /// <param name="faulty">For each whether it has errors.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ContractException"><c>QUA1104</c>: no record satisfies all rules.</exception>
    public async Task<IReadOnlyList<GeneratedRecord>> MakeAsync(IReadOnlyList<bool> faulty, CancellationToken cancellationToken)
    {
        var slots = faulty.Select(isFaulty => new Slot(isFaulty, isFaulty ? WantedRule() : null)).ToList();
        var open = slots;
        var outcomes = (IReadOnlyList<bool?[]>)[];
        for (var round = 0; open.Count > 0; round++)
        {
            if (round == MostRounds)
            {
                throw Refuse(outcomes);
            }
            foreach (var slot in open)
            {
                slot.GiveWayAt(round);
                var breaksField = slot.IsFaulty && slot.Rule is null;
                slot.Record = slot.Record is null ? generator.Next(breaksField) : generator.Again(slot.Record, breaksField);
            }
            outcomes = await probe.OutcomesAsync(open.Select(slot => slot.Record!.Payload), cancellationToken).ConfigureAwait(false);
            open = [.. open.Where((slot, i) => !Take(slot, outcomes[i]))];
        }
        return [.. slots.Select(slot => slot.Record!)];
    }

    private int? WantedRule() => generator.Chance(contract.Rules.Count / (contract.Rules.Count + UsualFields))
        ? generator.Choice(contract.Rules.Count)
        : null;

    private bool Take(Slot slot, bool?[] outcomes)
    {
        if (outcomes.Contains(null))
        {
            return false;
        }
        if (slot.Rule is not { } rule)
        {
            return !outcomes.Contains(false);
        }
        if (slot.IsAnyRule ? !outcomes.Contains(false) : outcomes[rule] != false)
        {
            return false;
        }
        slot.Record = slot.Record! with
        {
            Errors = [.. contract.Rules.Where((_, i) => outcomes[i] == false).Select(broken => new PlantedError(broken.Code, broken.Field?.Path ?? ""))],
        };
        return true;
    }

    private ContractException Refuse(IReadOnlyList<bool?[]> outcomes)
    {
        var worst = contract.Rules.Select((rule, i) => (Rule: rule, Count: outcomes.Count(outcome => outcome[i] != true))).MaxBy(rule => rule.Count);
        return new ContractException([new Problem(Quality.ErrorCodes.RulesNotSatisfied, worst.Rule.Position,
            $"in {MostRounds} attempts no record was found that satisfies the rule '{worst.Rule.Name}' and all others",
            "Chance alone does not meet it: narrow the fields that it reads with enums or ranges, or leave the rule out of a copy of the contract.")]);
    }

    private sealed class Slot(bool isFaulty, int? rule)
    {
        public bool IsFaulty => isFaulty;

        public int? Rule { get; private set; } = rule;

        public bool IsAnyRule { get; private set; }

        public GeneratedRecord? Record { get; set; }

        public void GiveWayAt(int round)
        {
            IsAnyRule = round >= RoundsForOneRule;
            Rule = round >= RoundsForAnyRule ? null : Rule;
        }
    }
}
