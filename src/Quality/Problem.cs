namespace Lakehouse.Quality;

/// <summary>One mistake in a project's files.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Message">What is wrong, without the code and the place.</param>
/// <param name="Suggestion">The next step, a sentence.</param>
public sealed record Problem(string Code, FilePosition Position, string Message, string Suggestion)
{
    /// <summary>Path of the file, relative to the project folder.</summary>
    public string File => Position.File;

    /// <summary>Line, counted from 1.</summary>
    public int Line => Position.Line;

    /// <summary>Column, counted from 1.</summary>
    public int Column => Position.Column;

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Position}: {Message.TrimEnd('.')}. {Suggestion}".TrimEnd();
}
