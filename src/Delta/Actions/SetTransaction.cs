namespace Lakehouse.Delta.Actions;

/// <summary>
/// An application's progress, committed with the data it describes (protocol, "Transaction Identifiers").
/// </summary>
/// <param name="AppId">The application, and what it counts.</param>
/// <param name="Version">How far it got.</param>
/// <param name="LastUpdated">When, milliseconds since the epoch.</param>
public sealed record SetTransaction(string AppId, long Version, long? LastUpdated = null) : DeltaAction;
