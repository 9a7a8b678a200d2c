using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Checks;

/// <summary>A check and the field whose values it judges.</summary>
/// <param name="Field">The field, or null when the check judges the record.</param>
/// <param name="Check">What must hold.</param>
public sealed record PlannedCheck(RecordField? Field, Check Check);
