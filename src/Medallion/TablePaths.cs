namespace Lakehouse.Medallion;

/// <summary>Where the tables lie below the storage root.</summary>
public static class TablePaths
{
    /// <summary>All rejected records of all datasets.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>All records of all datasets that wait for what they refer to.</summary>
    public const string Parked = "parked";

    /// <summary>One row for each run.</summary>
    public const string Runs = "ops/runs";

    /// <summary>One row for each step of a dataset: where its records went.</summary>
    public const string Balances = "ops/balances";

    /// <summary>One row for each check and run.</summary>
    public const string Checks = "ops/checks";

    /// <summary>Records as received.</summary>
    public static string Bronze(string source) => $"bronze/{source}";

    /// <summary>Accepted records of a dataset.</summary>
    public static string Silver(string dataset) => $"silver/{dataset}";

    /// <summary>A data product.</summary>
    public static string Gold(string domain, string product) => $"gold/{domain}/{product}";
}
