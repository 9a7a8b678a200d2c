namespace Lakehouse.Quality.Projects;

/// <summary>A part of the business and who answers for its data.</summary>
/// <param name="Name">Its name, which is the name of its folders.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Description">What it is.</param>
public sealed record Domain(string Name, string Owner, string? Description);
