namespace Lakehouse.Engine.Json;

/// <summary>What an explicit null of a field means.</summary>
public enum JsonNulls
{
    /// <summary>The same as no value: the fault <c>REQUIRED</c> where one is required.</summary>
    AsAbsent,

    /// <summary>A fault, <c>TYPE</c> where no value is required.</summary>
    Refused,

    /// <summary>A value, and no fault.</summary>
    Allowed,
}
