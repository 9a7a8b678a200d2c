namespace Lakehouse.Quality.Protobuf;

/// <summary>How often a field occurs.</summary>
public enum ProtoLabel
{
    /// <summary>Once or, where that can be told, not at all.</summary>
    Single,

    /// <summary>Once or not at all, which can be told: <c>optional</c>.</summary>
    Optional,

    /// <summary>Once: <c>required</c> of proto2.</summary>
    Required,

    /// <summary>Any number of times.</summary>
    Repeated,
}
