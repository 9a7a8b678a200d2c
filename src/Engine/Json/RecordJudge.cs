namespace Lakehouse.Engine.Json;

/// <summary>Finds what is wrong with one record; called by several threads at once.</summary>
/// <param name="record">The record as received.</param>
/// <returns>All that is wrong; empty when nothing is.</returns>
public delegate IReadOnlyList<RecordFault> RecordJudge(ReadOnlySpan<byte> record);
