using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Runs;

/// <summary>The columns of the tables that tell what runs did.</summary>
public static class OpsTables
{
    /// <summary>One row for each run that changed something or met a problem.</summary>
    public static StructType Runs { get; } = new(
    [
        new StructField("run_id", PrimitiveType.String),
        new StructField("started_at", PrimitiveType.Timestamp),
        new StructField("ended_at", PrimitiveType.Timestamp),
        new StructField("status", PrimitiveType.String),
        new StructField("files", PrimitiveType.Long),
        new StructField("records", PrimitiveType.Long),
        new StructField("accepted", PrimitiveType.Long),
        new StructField("duplicate", PrimitiveType.Long),
        new StructField("quarantined", PrimitiveType.Long),
        new StructField("products", PrimitiveType.Long),
        new StructField("problems", PrimitiveType.Long),
        new StructField("stages", new ArrayType(new StructType(
        [
            new StructField("stage", PrimitiveType.String),
            new StructField("subject", PrimitiveType.String),
            new StructField("milliseconds", PrimitiveType.Long),
        ]))),
    ]);

    /// <summary>One row for each Silver commit: where the records of its Bronze versions went.</summary>
    public static StructType Balances { get; } = new(
    [
        new StructField("run_id", PrimitiveType.String),
        new StructField("dataset", PrimitiveType.String),
        new StructField("silver_version", PrimitiveType.Long),
        new StructField("bronze_from", PrimitiveType.Long),
        new StructField("bronze_to", PrimitiveType.Long),
        new StructField("read", PrimitiveType.Long),
        new StructField("accepted", PrimitiveType.Long),
        new StructField("duplicate", PrimitiveType.Long),
        new StructField("quarantined", PrimitiveType.Long),
        new StructField("conflicts", PrimitiveType.Long),
        new StructField("displaced", PrimitiveType.Long),
        new StructField("undeclared", PrimitiveType.Long),
        new StructField("parked", PrimitiveType.Long),
        new StructField("unparked", PrimitiveType.Long),
        new StructField("replayed", PrimitiveType.Long),
        new StructField("withdrawn", PrimitiveType.Long),
    ]);

    /// <summary>One row for each check and run.</summary>
    public static StructType Checks { get; } = new(
    [
        new StructField("run_id", PrimitiveType.String),
        new StructField("table", PrimitiveType.String),
        new StructField("check", PrimitiveType.String),
        new StructField("metric", PrimitiveType.String),
        new StructField("column", PrimitiveType.String),
        new StructField("measured", PrimitiveType.String),
        new StructField("expected", PrimitiveType.String),
        new StructField("passed", PrimitiveType.Boolean),
        new StructField("severity", PrimitiveType.String),
        new StructField("sql", PrimitiveType.String),
        new StructField("failing", PrimitiveType.String),
    ]);

    /// <summary>One row for each undeclared field or value and Silver commit; without a version, of a step that it kept back.</summary>
    public static StructType Drift { get; } = new(
    [
        new StructField("run_id", PrimitiveType.String),
        new StructField("dataset", PrimitiveType.String),
        new StructField("contract", PrimitiveType.String),
        new StructField("silver_version", PrimitiveType.Long),
        new StructField("kind", PrimitiveType.String),
        new StructField("contract_version", PrimitiveType.String),
        new StructField("path", PrimitiveType.String),
        new StructField("value", PrimitiveType.String),
        new StructField("records", PrimitiveType.Long),
        new StructField("first_seen", PrimitiveType.Timestamp),
        new StructField("last_seen", PrimitiveType.Timestamp),
    ]);
}
