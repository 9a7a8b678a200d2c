namespace Lakehouse.Quality.Projects;

/// <summary>What happens to stored content when the rules of a dataset change.</summary>
public enum ChangePolicy
{
    /// <summary>It is built again.</summary>
    Rebuild,

    /// <summary>It stays; the new rules hold from now on.</summary>
    Forward,
}
