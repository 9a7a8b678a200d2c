namespace Lakehouse.Quality;

/// <summary>A schema file that cannot be read, as the problem that it is.</summary>
internal static class SchemaProblem
{
    public static ContractException At(string file, string reason, int line = 1, int column = 1) => new([
        new Problem(ErrorCodes.BadSchema, new FilePosition(file, line, column), $"the schema cannot be read: {reason}",
            "Correct it at its source; the tools of its format say the same."),
    ]);
}
