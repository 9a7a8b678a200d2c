using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>Ends the work on an expression that is refused, or that holds one that has been refused already.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Never leaves this folder.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Never leaves this folder.")]
internal sealed class NotPortableException(int location, string construct, string reason, string advice) : Exception
{
    public static readonly NotPortableException Told = new(0, "", "", "");

    public int Location { get; } = location;

    public override string Message { get; } = $"{construct} is not portable: {reason}. {advice}";
}
