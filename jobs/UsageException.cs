namespace Lakehouse.Jobs;

/// <summary>The command cannot do what was typed; the message says what to type instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
