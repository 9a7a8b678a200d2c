namespace Lakehouse.Quality.Contracts;

/// <summary>A member of a contract's team.</summary>
/// <param name="Username">How the member is reached: a user name or an address.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Role">The member's role.</param>
public sealed record TeamMember(string Username, string? Name, string? Role);
