using Lakehouse.Quality.JsonSchema.Columns;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema;

/// <summary>Files with JSON Schemas that may refer to each other.</summary>
public sealed class SchemaSet
{
    private readonly SchemaLibrary _library;
    private readonly MetaSchemaCheck _check;

    /// <summary>Reads the files, and finds the ids and anchors in them.</summary>
    /// <param name="files">All documents that references may lead to; the drafts' own metaschemas are known.</param>
    /// <param name="options">How schemas are read; the defaults when null.</param>
    /// <exception cref="ContractException">QUA0701 to QUA0704: with all problems of the files.</exception>
    public SchemaSet(IReadOnlyList<SchemaFile> files, SchemaOptions? options = null)
    {
        var problems = new ProblemList();
        _library = new SchemaLibrary(files, options ?? new SchemaOptions(), problems);
        _check = new MetaSchemaCheck(_library);
        problems.ThrowIfAny();
    }

    internal SchemaSet(IReadOnlyList<SchemaFile> files, SchemaOptions options, ProblemList problems)
    {
        _library = new SchemaLibrary(files, options, problems);
        _check = new MetaSchemaCheck(_library);
    }

    internal SchemaLibrary Library => _library;

    /// <summary>Makes the schema of a file ready to judge values.</summary>
    /// <param name="path">The file's path, as given.</param>
    /// <exception cref="ContractException">QUA0701 to QUA0707: with all problems of the schema and those it refers to.</exception>
    public CompiledSchema Compile(string path)
    {
        var problems = new ProblemList();
        var schema = Compile(path, problems);
        problems.ThrowIfAny();
        return schema!;
    }

    internal CompiledSchema? Compile(string path, ProblemList problems)
    {
        if (_library.Find(path) is { } document)
        {
            return Compile(document.ResourceAt(document.Root)!.Place(""), problems, null);
        }
        problems.Add(ErrorCodes.MisplacedFile, new FilePosition(path), "there is no such file among the schemas", "Correct the path.");
        return null;
    }

    private static MemberNames? MembersOf(IReadOnlyCollection<Schema> schemas)
    {
        var keywords = schemas.SelectMany(schema => schema.Keywords).ToList();
        return keywords.Exists(keyword => keyword.Members is null) ? null : new MemberNames(keywords.SelectMany(keyword => keyword.Members!));
    }

    /// <summary>The schema at a place, without what columns say of it; null after a report.</summary>
    internal CompiledSchema? Compile(SchemaPlace place, ProblemList problems, ColumnCover? cover)
    {
        var before = problems.Count;
        var compiler = new SchemaCompiler(_library, _check, problems, cover);
        var root = compiler.Compile(place);
        LoopGuard.Check(compiler);
        return problems.Count > before ? null : new CompiledSchema(root, _library.Options, compiler.Facts)
        {
            AsksUnevaluated = compiler.Schemas.Any(schema => schema.AsksUnevaluated),
            Members = cover is null ? null : MembersOf(compiler.Schemas),
        };
    }
}
