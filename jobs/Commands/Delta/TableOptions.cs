using System.CommandLine;
using System.Globalization;
using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary>What every verb that works on one Delta table takes: where it is, and perhaps a version.</summary>
internal sealed class TableOptions
{
    private readonly Argument<string> _address = new("table")
    {
        Description = "The table: a folder with _delta_log in it, of whatever program, or an abfss:, az: or https: address of "
            + "Azure storage; its credentials are taken from AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT with "
            + "AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN, or the identity of the surroundings.",
    };

    private readonly Option<long?> _version = new("--version") { HelpName = "number" };

    private readonly Option<string?> _timestamp = new("--timestamp")
    {
        Description = "The version that was the newest at this time: 2026-03-01, 2026-03-01T12:30:00 (UTC) or with a zone.",
        HelpName = "time",
    };

    /// <summary>Adds the address, and the options of the version where they are wanted.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="hasVersion">Whether it takes a version.</param>
    /// <param name="isRequired">Whether the version has to be named.</param>
    public TableOptions(Command command, bool hasVersion, bool isRequired = false)
    {
        command.Add(_address);
        if (hasVersion)
        {
            _version.Description = isRequired ? "The version; this or --timestamp." : "The version; the newest by default.";
            command.Add(_version);
            command.Add(_timestamp);
        }
    }

    /// <summary>The option that bounds how much is shown.</summary>
    public static Option<long?> Limit(string description)
    {
        var limit = new Option<long?>("--limit") { Description = description, HelpName = "count" };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && long.TryParse(text, CultureInfo.InvariantCulture, out var count) && count < 0)
            {
                result.AddError("--limit is a count, from 0 on.");
            }
        });
        return limit;
    }

    /// <summary>Opens the table.</summary>
    public TableSession Open(ParseResult parsed) => new(
        parsed.GetRequiredValue(_address), TimeProvider.System, Guid.NewGuid, Environment.GetEnvironmentVariable);

    /// <summary>The version that was asked for.</summary>
    public TableVersion Version(ParseResult parsed)
    {
        var (number, text) = (parsed.GetValue(_version), parsed.GetValue(_timestamp));
        if (number is not null && text is not null)
        {
            throw new UsageException("--version and --timestamp exclude each other. Give one of them.");
        }
        if (text is null)
        {
            return new TableVersion(number);
        }
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new TableVersion(null, time)
            : throw new UsageException($"'{text}' is no time. Write one such as 2026-03-01T12:30:00Z.");
    }
}
