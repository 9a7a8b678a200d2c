using Lakehouse.Medallion.Projects;

namespace Lakehouse.Medallion.Contracts;

/// <summary>The contracts of another project folder.</summary>
internal sealed class FolderBaseline(string folder) : ContractBaseline
{
    public override string Name => folder;

    public override Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(ProjectFolder.Load(folder)
            .Where(file => file.Path.StartsWith("contracts/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal));

    public override Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadEarlierAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(new Dictionary<string, IReadOnlyList<string>>());
}
