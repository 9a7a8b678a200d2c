using System.Security.Cryptography;
using System.Text;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Fingerprinting;

/// <summary>
/// SHA-256, as 64 lower-case hexadecimal digits, over everything that content depends on and nothing else: not over
/// descriptions, owners, order of keys in files, or layout.
/// </summary>
public static class Fingerprints
{
    // Rises when the same project means other content.
    private const string PlanVersion = "1";

    /// <summary>Begins to load what computes hashes, so that the first fingerprint does not wait for it.</summary>
    public static void Preload() => _ = Task.Run(() => SHA256.HashData([]));

    /// <summary>One fingerprint of several, in their order.</summary>
    public static string Combine(IEnumerable<string> fingerprints) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fingerprints))));

    /// <summary>Of what a contract asks of each record: version, fields, types, checks, rules, key.</summary>
    public static string OfContract(Contract contract) => Describe(contract).Sha256();

    /// <summary>
    /// Of a Silver dataset: its contract with its other versions, event time, scope, lateness, and what keeps single records
    /// out.
    /// </summary>
    public static string OfSource(Source source)
    {
        var text = DescribeSource(source);
        AddSupport(text, source.Contract);
        AddVersions(text, source.Versions);
        foreach (var reference in source.References.Where(reference => reference.Withholds))
        {
            var limits = reference.OnMissing == OnMissing.Park
                ? $"{reference.Declared.ParkFor.Ticks} {reference.Declared.ParkAtMost}"
                : "";
            text.Add("reference", [reference.Name, reference.OnMissing.ToString(), limits]);
        }
        foreach (var check in source.QuarantiningChecks)
        {
            text.Add("unique", check.Columns);
        }
        return text.Sha256();
    }

    private static CanonicalText DescribeSource(Source source) => new CanonicalText()
        .Add("source", PlanVersion)
        .Add("contract", OfContract(source.Contract))
        .Add("event time", source.EventTime.Path)
        .Add("scope", source.Scope.ToString())
        .Add("late", source.Lateness is { Action: LateAction.Quarantine } late ? [$"{late.Longest.Ticks}"] : []);

    private static void AddVersions(CanonicalText text, RecordVersions? versions)
    {
        if (versions is null)
        {
            return;
        }
        text.Add("version", [.. versions.Path, versions.Required ? "required" : "optional"]);
        if (versions.SelfDescribing)
        {
            text.Add("self-describing");
        }
        text.Add("drafts", versions.Drafts.Select(draft => draft.Version));
        foreach (var older in versions.Older)
        {
            text.Add("older", OfContract(older.Contract)).Add("upcast", older.Upcast.Facts);
            AddSupport(text, older.Contract);
        }
    }

    private static void AddSupport(CanonicalText text, Contract contract)
    {
        if (ContractStatus.EndOfSupport(contract) is { } end)
        {
            text.Add("support", $"{end.UtcTicks}");
        }
    }

    /// <summary>Of a product by itself: its query without comments and layout, and its partitioning; not its inputs.</summary>
    public static string OfProduct(Product product) => new CanonicalText()
        .Add("product", PlanVersion)
        .Add("query", SqlTokens.Normalize(product.Sql))
        .Add("partitioned by", product.PartitionedBy)
        .Sha256();

    private static CanonicalText Describe(Contract contract)
    {
        var text = new CanonicalText().Add("contract", PlanVersion, contract.Version);
        foreach (var field in contract.Shape.All)
        {
            text.Add("field", field.Path, field.JsonName, field.Type.ToString()!, field.Required ? "required" : "optional");
            if (field.Nulls != Nulls.AsAbsent)
            {
                text.Add("nulls", field.Nulls.ToString());
            }
            foreach (var check in field.Checks)
            {
                text.Add("check", Describe(check));
            }
        }
        if (contract.Remainder is { } remainder)
        {
            text.Add("schema", remainder.Facts);
        }
        foreach (var rule in contract.Rules)
        {
            text.Add("rule", SqlTokens.Normalize(rule.Expression), rule.Code, rule.Field?.Path ?? "", rule.Message);
        }
        return text.Add("key", contract.PrimaryKey.Select(f => f.Path));
    }

    private static IEnumerable<string> Describe(ValueCheck check) => check switch
    {
        EnumCheck e => e.Values.Prepend("enum"),
        RangeCheck r => ["range", Describe(r.Least), Describe(r.Greatest)],
        StepCheck s => ["step", s.Step],
        LengthCheck l => ["length", $"{l.Least}", $"{l.Greatest}"],
        PatternCheck p => ["pattern", p.Pattern],
        FormatCheck f => ["format", f.Format.ToString()],
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, "This check has no canonical form."),
    };

    private static string Describe(Bound? bound) => bound is null ? "" : (bound.IsExclusive ? "exclusive " : "inclusive ") + bound.Text;
}
