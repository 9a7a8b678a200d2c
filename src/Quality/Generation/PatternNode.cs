using System.Numerics;
using System.Text;
using Bogus;

namespace Lakehouse.Quality.Generation;

/// <summary>A part of a regular expression, as a set of texts to draw from.</summary>
/// <remarks>
/// Two ways to draw: at random, and by number. By number every repetition has one fixed length and of every choice the
/// largest branch is taken, so that different numbers give different texts.
/// </remarks>
internal abstract record PatternNode
{
    /// <summary>Adds a random text.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="random">The choices.</param>
    /// <param name="more">How many repetitions beyond the least there may be.</param>
    public abstract void Draw(StringBuilder text, Randomizer random, int more);

    /// <summary>How many texts can be drawn by number.</summary>
    public abstract BigInteger Count(int more);

    /// <summary>The text of a number below <see cref="Count"/>.</summary>
    public abstract string At(BigInteger number, int more);

    /// <summary>One of several texts, mostly characters.</summary>
    public sealed record Set(IReadOnlyList<string> Texts) : PatternNode
    {
        public override void Draw(StringBuilder text, Randomizer random, int more) => text.Append(Texts[random.Int(0, Texts.Count - 1)]);

        public override BigInteger Count(int more) => Texts.Count;

        public override string At(BigInteger number, int more) => Texts[(int)number];
    }

    /// <summary>Parts one after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override void Draw(StringBuilder text, Randomizer random, int more)
        {
            foreach (var part in Parts)
            {
                part.Draw(text, random, more);
            }
        }

        public override BigInteger Count(int more) =>
            Parts.Aggregate(BigInteger.One, (count, part) => count * part.Count(more));

        // The last part changes fastest.
        public override string At(BigInteger number, int more)
        {
            var texts = new string[Parts.Count];
            for (var i = Parts.Count - 1; i >= 0; i--)
            {
                number = BigInteger.DivRem(number, Parts[i].Count(more), out var own);
                texts[i] = Parts[i].At(own, more);
            }
            return string.Concat(texts);
        }
    }

    /// <summary>One of several parts.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override void Draw(StringBuilder text, Randomizer random, int more) =>
            Parts[random.Int(0, Parts.Count - 1)].Draw(text, random, more);

        public override BigInteger Count(int more) => Largest(more).Count(more);

        public override string At(BigInteger number, int more) => Largest(more).At(number, more);

        private PatternNode Largest(int more) => Parts.MaxBy(part => part.Count(more))!;
    }

    /// <summary>A part several times.</summary>
    public sealed record Repeat(PatternNode Part, int Least, int? Greatest) : PatternNode
    {
        public override void Draw(StringBuilder text, Randomizer random, int more)
        {
            for (var times = random.Int(Least, Most(more)); times > 0; times--)
            {
                Part.Draw(text, random, more);
            }
        }

        public override BigInteger Count(int more) => BigInteger.Pow(Part.Count(more), Most(more));

        public override string At(BigInteger number, int more) =>
            new Sequence([.. Enumerable.Repeat(Part, Most(more))]).At(number, more);

        private int Most(int more) => Math.Min(Greatest ?? int.MaxValue, Least + more);
    }
}
