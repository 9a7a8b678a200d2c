using System.Text.Json;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Generation;

namespace Lakehouse.Medallion.Generation;

/// <summary>Writes records of a contract, good ones and such with planted errors, and what a verdict must say of each.</summary>
/// <param name="newId">Gives ids that were never given before.</param>
public sealed class GeneratedFile(Func<Guid> newId)
{
    private const int BatchRows = 4096;

    /// <summary>
    /// Writes one record a line, and for each <c>{"line":1,"valid":false,"errors":[{"code","path"}]}</c>. The verdict meant is that
    /// of a run: of a JSON Schema with the columns' names as paths.
    /// </summary>
    /// <param name="contract">File of a contract: ODCS (<c>.yaml</c>), else a JSON Schema.</param>
    /// <param name="options">How many records, and how many of them wrong.</param>
    /// <param name="records">Where the records go.</param>
    /// <param name="verdicts">Where the verdicts go; null for nowhere.</param>
    /// <param name="progress">Is told how many records are written.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.InputOutput"/>: a file cannot be read.</exception>
    /// <exception cref="Quality.ContractException">The contract is wrong, or no record of it can be made (<c>QUA1101</c> to <c>QUA1104</c>).</exception>
    public async Task<GenerationReport> WriteAsync(
        string contract, GenerationOptions options, TextWriter records, TextWriter? verdicts, IProgress<long> progress,
        CancellationToken cancellationToken)
    {
        var loaded = ContractFiles.Load(contract);
        var generator = new RecordGenerator(loaded, options.Seed);
        using var probe = loaded.Rules.Count == 0 ? null : new RuleProbe(loaded, newId);
        var codes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (written, faulty) = (0L, 0L);
        while (written < options.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wanted = Enumerable.Range(0, (int)Math.Min(BatchRows, options.Rows - written))
                .Select(_ => generator.Chance(options.Faults)).ToList();
            var batch = await MakeAsync(loaded, generator, probe, wanted, cancellationToken).ConfigureAwait(false);
            foreach (var record in batch)
            {
                written++;
                faulty += record.Errors.Count > 0 ? 1 : 0;
                foreach (var error in record.Errors)
                {
                    codes[error.Code] = codes.GetValueOrDefault(error.Code) + 1;
                }
                await records.WriteAsync(record.Payload + "\n").ConfigureAwait(false);
                if (verdicts is not null)
                {
                    await verdicts.WriteAsync(Verdict(written, record) + "\n").ConfigureAwait(false);
                }
            }
            progress.Report(written);
        }
        return new GenerationReport(written, faulty, codes);
    }

    private static async Task<IReadOnlyList<GeneratedRecord>> MakeAsync(
        Contract contract, RecordGenerator generator, RuleProbe? probe, IReadOnlyList<bool> faulty, CancellationToken cancellationToken) =>
        probe is null
            ? [.. faulty.Select(generator.Next)]
            : await new RuledRecords(contract, generator, probe).MakeAsync(faulty, cancellationToken).ConfigureAwait(false);

    private static string Verdict(long line, GeneratedRecord record) =>
        $$"""{"line":{{line}},"valid":{{(record.Errors.Count == 0 ? "true" : "false")}},"errors":[{{string.Join(',', record.Errors.Select(Error))}}]}""";

    private static string Error(PlantedError error) => $$"""{"code":{{Text(error.Code)}},"path":{{Text(error.Path)}}}""";

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
