using Lakehouse.TestKit;
using Lakehouse.TestKit.Shop;

namespace Lakehouse.Jobs.Tests.Support;

/// <summary>A copy of samples/shop in a temporary folder, at the same path below it.</summary>
internal sealed class ShopFolder : IDisposable
{
    /// <summary>The project as it is typed.</summary>
    public const string Project = "samples/shop";

    /// <summary>Copies the project.</summary>
    public ShopFolder()
    {
        Root = Directory.CreateTempSubdirectory("medallion-shop-").FullName;
        var source = Path.Combine(Repository.Root, "samples", "shop");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file).Replace('\\', '/');
            if (!relative.StartsWith("tables/", StringComparison.Ordinal))
            {
                var target = Path.Combine(Root, Project, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    /// <summary>What must become of the records of its landing.</summary>
    public static ShopExpectation Expected { get; } = ShopGenerator.Generate().Expect();

    /// <summary>The folder that commands are typed in.</summary>
    public string Root { get; }

    /// <summary>The full path of a file of the project.</summary>
    public string this[string file] => Path.Combine(Root, Project, file);

    /// <summary>Runs the command.</summary>
    public Task<MedallionProcess> RunAsync(params string[] args) => MedallionProcess.RunAsync(Root, args);

    /// <summary>Changes a file of the project.</summary>
    public void Edit(string file, string before, string after)
    {
        var text = File.ReadAllText(this[file]);
        if (!text.Contains(before, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{file} does not hold '{before}'.", nameof(before));
        }
        File.WriteAllText(this[file], text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
