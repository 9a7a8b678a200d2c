namespace Lakehouse.JsonSchemaSuite;

/// <summary>How a file of the suite went.</summary>
/// <param name="Draft">The draft as the suite writes it: <c>draft2020-12</c>, or <c>annotations</c>.</param>
/// <param name="Group">Empty for what the drafts demand, else <c>optional</c> or <c>optional/format</c>.</param>
/// <param name="Keyword">The file's name.</param>
internal sealed record SuiteResult(string Draft, string Group, string Keyword)
{
    public int Passed { get; set; }

    public List<string> Failures { get; } = [];
}
