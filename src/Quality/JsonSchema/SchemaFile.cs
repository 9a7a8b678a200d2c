namespace Lakehouse.Quality.JsonSchema;

/// <summary>A document that schemas may be read from; nothing else is ever read, and nothing is fetched.</summary>
/// <param name="Path">Its path relative to the project folder, with <c>/</c>; or an absolute URI.</param>
/// <param name="Text">Its text.</param>
public sealed record SchemaFile(string Path, string Text);
