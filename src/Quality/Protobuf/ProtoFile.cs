namespace Lakehouse.Quality.Protobuf;

/// <summary>A <c>.proto</c> file: what it defines, without services and options that do not change messages.</summary>
/// <param name="Syntax"><c>proto2</c> or <c>proto3</c>.</param>
/// <param name="Package">Its package; empty when there is none.</param>
/// <param name="Messages">Its messages in order.</param>
/// <param name="Enums">Its enums in order.</param>
public sealed record ProtoFile(
    string Syntax, string Package, IReadOnlyList<ProtoMessage> Messages, IReadOnlyList<ProtoEnum> Enums)
{
    /// <summary>Files that it imports.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
}
