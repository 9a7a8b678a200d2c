namespace Lakehouse.TestKit.Storage;

/// <summary>How a call fails.</summary>
public enum Fault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Before it has done anything.</summary>
    Before,

    /// <summary>After it has done everything: the answer is lost.</summary>
    After,
}
