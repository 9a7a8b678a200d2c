using Lakehouse.Quality.JsonSchema.Evaluation;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>Finds schemas that lead back to themselves on the same value: evaluating them would never end.</summary>
internal static class LoopGuard
{
    public static void Check(SchemaCompiler compiler)
    {
        var done = new HashSet<Schema>();
        foreach (var schema in compiler.Schemas)
        {
            Visit(schema, compiler, done);
        }
    }

    private static void Visit(Schema schema, SchemaCompiler compiler, HashSet<Schema> done)
    {
        var open = new HashSet<Schema>();
        var way = new Stack<(Schema Schema, IEnumerator<Schema> Next)>();
        Enter(schema);
        while (way.TryPeek(out var current))
        {
            if (!current.Next.MoveNext())
            {
                open.Remove(way.Pop().Schema);
            }
            else if (open.Contains(current.Next.Current))
            {
                compiler.ReportLoop(current.Next.Current);
            }
            else
            {
                Enter(current.Next.Current);
            }
        }

        void Enter(Schema entered)
        {
            if (done.Add(entered))
            {
                open.Add(entered);
                way.Push((entered, entered.Keywords.SelectMany(keyword => keyword.InPlace).GetEnumerator()));
            }
        }
    }
}
