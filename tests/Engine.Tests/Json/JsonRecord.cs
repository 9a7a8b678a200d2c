namespace Lakehouse.Engine.Tests.Json;

/// <summary>What the reader says of a record.</summary>
internal sealed record JsonRecord(
    IReadOnlyDictionary<string, object?>? Value,
    IReadOnlyList<(int Field, string Code, string Path, string Message)> Faults,
    int Undeclared,
    long Hash)
{
    internal bool Has(string code) => Faults.Any(fault => fault.Code == code);

    internal string FaultText => string.Join("; ", Faults.Select(f => $"{f.Field} {f.Code} {f.Path} {f.Message}"));
}
