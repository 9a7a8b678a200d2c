namespace Lakehouse.Engine.Spark.Lines;

/// <summary>The lines that Spark reads as one split of a file: those that begin in it or right behind it.</summary>
/// <param name="Start">Where the split begins, in bytes.</param>
/// <param name="FirstLine">Number of its first line in the file, from 0.</param>
/// <param name="Lines">How many lines it has.</param>
internal sealed record SplitLines(long Start, long FirstLine, long Lines);
