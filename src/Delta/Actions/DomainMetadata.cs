namespace Lakehouse.Delta.Actions;

/// <summary>Configuration of one named domain (protocol, "Domain Metadata").</summary>
/// <param name="Domain">Name; <c>delta.*</c> belongs to the protocol.</param>
/// <param name="Configuration">Text in the domain's own format.</param>
/// <param name="Removed">Whether the domain is gone.</param>
public sealed record DomainMetadata(string Domain, string Configuration, bool Removed = false) : DeltaAction;
