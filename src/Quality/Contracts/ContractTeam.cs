namespace Lakehouse.Quality.Contracts;

/// <summary>The people behind a contract.</summary>
/// <param name="Name">The team's name.</param>
/// <param name="Members">Its members in the order of the contract.</param>
public sealed record ContractTeam(string? Name, IReadOnlyList<TeamMember> Members);
