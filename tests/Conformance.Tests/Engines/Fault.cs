namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>What can happen to a call.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It does not reach the server.</summary>
    NotSent,

    /// <summary>The server does what it says, and its whole answer is lost.</summary>
    AnswerLost,

    /// <summary>Something before the server says that the token has expired.</summary>
    TokenRefused,
}
