namespace Lakehouse.Quality.Evolution;

/// <summary>What a change means to those who produce or use the data.</summary>
public enum ChangeKind
{
    /// <summary>Nothing but words.</summary>
    Documentation,

    /// <summary>Something is new or wider; nobody has to act.</summary>
    Additive,

    /// <summary>Records that were good are not any more, or those who use the data cannot go on as before.</summary>
    Breaking,
}
