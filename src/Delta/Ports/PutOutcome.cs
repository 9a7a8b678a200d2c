namespace Lakehouse.Delta.Ports;

/// <summary>What became of a write that must not replace anything.</summary>
public enum PutOutcome
{
    /// <summary>The object is there now, whole and durable, and this call made it.</summary>
    Created,

    /// <summary>Another writer's object is there; nothing was changed.</summary>
    AlreadyExists,
}
