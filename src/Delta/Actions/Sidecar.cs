namespace Lakehouse.Delta.Actions;

/// <summary>A file that holds part of a checkpoint's files; stands in checkpoints only (protocol, "V2 Spec").</summary>
/// <param name="Path">Name of the file in the log's folder of sidecars; not percent-encoded.</param>
/// <param name="SizeBytes">Length of the file in bytes.</param>
internal sealed record Sidecar(string Path, long SizeBytes) : DeltaAction;
