namespace Lakehouse.Engine.Json;

/// <summary>One thing that is wrong with a record.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Path">Where it stands: <c>items[0].sku</c>.</param>
/// <param name="Message">What is wrong, without the value.</param>
/// <param name="Keyword">The keyword of the schema that says so.</param>
/// <param name="InstanceLocation">JSON pointer of the value.</param>
/// <param name="SchemaLocation">Where the keyword stands.</param>
public sealed record RecordFault(
    string Code, string Path, string Message, string Keyword, string InstanceLocation, string SchemaLocation);
