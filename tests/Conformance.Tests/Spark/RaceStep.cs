namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>What a writer of the race does in a step; of six steps each kind once.</summary>
internal enum RaceStep
{
    /// <summary>Counts in a row that both writers change.</summary>
    Count,

    /// <summary>Appends three rows.</summary>
    Append,

    /// <summary>Appends three rows more.</summary>
    AppendMore,

    /// <summary>Merges into the rows of the step before: changes three and adds one.</summary>
    Merge,

    /// <summary>Packs the files.</summary>
    Optimize,

    /// <summary>Deletes the second row of each append.</summary>
    Delete,
}
