namespace Lakehouse.Delta.Actions;

/// <summary>One line of a commit (protocol, "Actions").</summary>
public abstract record DeltaAction;
