using System.Text;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Tests.JsonSchema;

/// <summary>Short ways to judge a text by a schema's text.</summary>
internal static class Judge
{
    public static SchemaResult Evaluate(string schema, string value, SchemaOptions? options = null) =>
        Compile(schema, options).Evaluate(Encoding.UTF8.GetBytes(value));

    public static CompiledSchema Compile(string schema, SchemaOptions? options = null) =>
        new SchemaSet([new SchemaFile("contracts/a.json", schema)], options).Compile("contracts/a.json");

    /// <summary>The problems of a schema, as <c>CODE line: message</c>.</summary>
    public static string[] Problems(string schema) => Problems(new SchemaFile("contracts/a.json", schema));

    /// <summary>The problems of the first of some files.</summary>
    public static string[] Problems(params SchemaFile[] files)
    {
        var thrown = Assert.Throws<ContractException>(() => new SchemaSet(files).Compile(files[0].Path));
        return [.. thrown.Problems.Select(problem => $"{problem.Code} {problem.Line}: {problem.Message}")];
    }
}
