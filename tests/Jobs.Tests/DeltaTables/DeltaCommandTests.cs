using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lakehouse.Engine;
using Lakehouse.Engine.Storage;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.DeltaTables;

/// <summary>The verbs of <c>delta</c> on tables that other programs wrote.</summary>
public sealed class DeltaCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-delta-").FullName;

    [SkippableFact]
    public async Task Detail_history_and_files_tell_of_the_table()
    {
        var table = Golden("kernel-data/cdf-table-with-dv");
        var detail = await JsonAsync("detail", table);
        Assert.Equal(6, detail.GetProperty("version").GetInt64());
        Assert.Equal(10, detail.GetProperty("num_records").GetInt64());
        Assert.Equal(8, (await JsonAsync("detail", table, "--version", "1")).GetProperty("num_records").GetInt64());
        Assert.Equal(
            [6L, 5, 4, 3, 2, 1, 0],
            (await JsonAsync("history", table)).EnumerateArray().Select(commit => commit.GetProperty("version").GetInt64()));
        Assert.Equal(2, (await JsonAsync("history", table, "--limit", "2")).GetArrayLength());
        var file = Assert.Single((await JsonAsync("files", table, "--version", "3")).EnumerateArray());
        Assert.Equal((6, 4), (file.GetProperty("num_records").GetInt32(), file.GetProperty("num_deleted_records").GetInt32()));
        foreach (var verb in (string[])["detail", "history", "files"])
        {
            var run = await RunAsync(verb, table);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.NotEmpty(run.Out);
        }
    }

    [Fact]
    public async Task History_counts_rows_and_files_in_few_signs()
    {
        var log = Directory.CreateDirectory(Path.Combine(_folder, "counted", "_delta_log")).FullName;
        string[] commits =
        [
            """
            {"commitInfo":{"operation":"WRITE","operationMetrics":{"numFiles":"2","numOutputRows":"30","numOutputBytes":"500"}}}
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":{}}}
            """,
            """{"commitInfo":{"operation":"MERGE","operationMetrics":{"numTargetRowsInserted":"3","numTargetRowsUpdated":"1","numTargetRowsDeleted":"0","numOutputRows":"20","numTargetFilesAdded":"1","numTargetFilesRemoved":"2"}}}""",
            """{"commitInfo":{"operation":"DELETE","operationMetrics":{"numDeletedRows":"5","numAddedFiles":"0","numRemovedFiles":"0"}}}""",
            """{"commitInfo":{"operation":"VACUUM END","operationMetrics":{"numDeletedFiles":"4"}}}""",
        ];
        for (var version = 0; version < commits.Length; version++) await File.WriteAllTextAsync(Path.Combine(log, $"{version:D20}.json"), commits[version]);
        var lines = (await RunAsync("history", Path.Combine(_folder, "counted"))).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(
            ["VACUUM END -4", "DELETE -5", "MERGE +3 ~1 +1 -2", "WRITE +30 +2"],
            lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..])));
    }

    [SkippableFact]
    public async Task Rows_are_read_at_any_version_and_written_to_files()
    {
        var table = Golden("kernel-data/cdf-table-with-dv");
        Assert.Equal([3L, 6], Values(await JsonAsync("read", table, "--version", "3", "--where", "value % 3 = 0 and value < 9")));
        Assert.Equal(10, (await JsonAsync("read", table, "--columns", "value")).GetArrayLength());
        Assert.Equal([0L, 1, 2], Values(await JsonAsync("read", table, "--where", "value < 3")).Order());
        foreach (var name in (string[])["rows.csv", "rows.jsonl", "rows.parquet"])
        {
            var file = Path.Combine(_folder, name);
            var run = await RunAsync("read", table, "--version", "1", "--output", file);
            Assert.Equal(0, run.ExitCode);
            Assert.True(new FileInfo(file).Length > 0);
        }
        Assert.Equal(
            ["value", "1", "2", "3", "4", "5", "6", "7", "8"], File.ReadAllLines(Path.Combine(_folder, "rows.csv")));
    }

    [Fact]
    public async Task Lines_of_JSON_hold_texts_for_numbers_that_JSON_does_not_have()
    {
        var log = Directory.CreateDirectory(Path.Combine(_folder, "t", "_delta_log")).FullName;
        using (var engine = new DuckDbEngine(new LocalStorage(_folder, Guid.NewGuid), new DuckDbEngineOptions(Path.Combine(_folder, "spill"))))
        {
            await engine.ExecuteAsync(
                "copy (select unnest(['NaN', 'Infinity', '-Infinity', '1.5', null])::double as d) "
                + $"to '{Path.Combine(_folder, "t", "f.parquet")}' (format parquet)",
                default);
        }
        await File.WriteAllTextAsync(
            Path.Combine(log, "00000000000000000000.json"),
            """
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"d\",\"type\":\"double\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{}}}
            {"add":{"path":"f.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}
            """);
        var file = Path.Combine(_folder, "rows.jsonl");
        Assert.Equal(0, (await RunAsync("read", Path.Combine(_folder, "t"), "--output", file)).ExitCode);
        Assert.Equal(
            ["""{"d":"NaN"}""", """{"d":"Infinity"}""", """{"d":"-Infinity"}""", """{"d":1.5}""", """{"d":null}"""], File.ReadAllLines(file));
    }

    [SkippableFact]
    public async Task Changes_are_those_of_the_feed()
    {
        var table = Golden("kernel-data/cdf-table-with-dv");
        Assert.Equal(
            ["1 insert 4", "4 insert 4"],
            (await JsonAsync("changes", table, "--from", "4", "--to", "4")).EnumerateArray().Select(change =>
                $"{change.GetProperty("value")} {change.GetProperty("_change_type")} {change.GetProperty("_commit_version")}").Order());
    }

    [SkippableFact]
    public async Task Verify_finds_what_is_wrong()
    {
        foreach (var name in (string[])["kernel-data/table-with-dv-small", "delta-rs/checkpoint-v2-table", "kernel-data/stats-writing-all-types"])
        {
            var run = await RunAsync("verify", Golden(name));
            Assert.Equal((0, ""), (run.ExitCode, run.Out));
        }

        var table = Path.Combine(_folder, "table");
        Copy(Golden("kernel-data/table-with-dv-small"), table);
        var log = Path.Combine(table, "_delta_log", "00000000000000000001.json");
        File.WriteAllText(log, File.ReadAllText(log).Replace("\\\"value\\\":9}", "\\\"value\\\":5}"));
        var vector = Directory.GetFiles(table, "*.bin").Single();
        File.WriteAllBytes(vector, [.. File.ReadAllBytes(vector)[..^1], 7]);
        var broken = await RunAsync("verify", table, "--json");
        Assert.Equal(3, broken.ExitCode);
        Assert.Contains("DEL0210", broken.Out);
        File.Copy(Directory.GetFiles(Golden("kernel-data/table-with-dv-small"), "*.bin").Single(), vector, overwrite: true);
        Assert.Contains("is greater than its statistics state", (await RunAsync("verify", table)).Out);
        File.Copy(log, Path.Combine(table, "_delta_log", "00000000000000000003.json"));
        Assert.Contains("versions 2 to 2 cannot be read", (await RunAsync("verify", table)).Out);
        File.Move(Path.Combine(table, "_delta_log", "00000000000000000003.json"), Path.Combine(table, "_delta_log", "00000000000000000002.json"));
        File.AppendAllText(Path.Combine(table, "_delta_log", "00000000000000000002.json"), "{\"add\":");
        Assert.Contains("commit 2 of table cannot be read: line", (await RunAsync("verify", table)).Out);
        File.Delete(Path.Combine(table, "_delta_log", "00000000000000000002.json"));
        File.AppendAllText(Directory.GetFiles(table, "*.parquet").Single(), "more");
        Assert.Contains("bytes instead of", (await RunAsync("verify", table)).Out);
    }

    [SkippableFact]
    public async Task Verify_holds_the_rows_that_are_there_against_constraints()
    {
        // Rows 0 to 9, of which a deletion vector takes 0 and 9 away.
        var table = Path.Combine(_folder, "table");
        Copy(Golden("kernel-data/table-with-dv-small"), table);
        var log = Path.Combine(table, "_delta_log");
        var metadata = File.ReadLines(Path.Combine(log, "00000000000000000000.json"))
            .Select(line => JsonNode.Parse(line)!).Single(action => action["metaData"] is not null);
        metadata["metaData"]!["configuration"]!["delta.constraints.positive"] = "value > 0";
        metadata["metaData"]!["configuration"]!["delta.constraints.small"] = "value < 7";
        File.WriteAllText(Path.Combine(log, "00000000000000000002.json"), metadata.ToJsonString() + "\n");
        var run = await RunAsync("verify", table);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("2 rows break the constraint 'small': value < 7", run.Out);
        Assert.DoesNotContain("positive", run.Out);

        metadata["metaData"]!["configuration"]!["delta.constraints.small"] = "made_up(value)";
        File.WriteAllText(Path.Combine(log, "00000000000000000003.json"), metadata.ToJsonString() + "\n");
        Assert.Contains("the rules of the table cannot be checked", (await RunAsync("verify", table)).Out);
    }

    [SkippableFact]
    public async Task Verify_finds_rows_of_one_id_and_rows_without()
    {
        var table = Path.Combine(_folder, "table");
        Copy(Golden("kernel-data/table-with-dv-small"), table);
        var log = Path.Combine(table, "_delta_log");
        var actions = Directory.GetFiles(log, "*.json").Order().SelectMany(File.ReadLines).Select(line => JsonNode.Parse(line)!).ToList();
        var metadata = actions.Last(action => action["metaData"] is not null);
        var properties = metadata["metaData"]!["configuration"]!;
        properties["delta.enableRowTracking"] = "true";
        properties["delta.rowTracking.materializedRowIdColumnName"] = "i";
        properties["delta.rowTracking.materializedRowCommitVersionColumnName"] = "v";
        File.WriteAllText(Path.Combine(log, "00000000000000000002.json"), metadata.ToJsonString() + "\n");
        var run = await RunAsync("verify", table);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("8 rows have no id, and the table tracks rows", run.Out);

        // Of the ids 0 to 9 a deletion vector takes 0 and 9 away; the copy of the file has 5 to 14.
        var add = actions.Last(action => action["add"] is not null);
        add["add"]!["baseRowId"] = 0;
        add["add"]!["defaultRowCommitVersion"] = 3;
        var copy = add.DeepClone();
        File.Copy(Path.Combine(table, (string)add["add"]!["path"]!), Path.Combine(table, "copy.parquet"));
        copy["add"]!["path"] = "copy.parquet";
        copy["add"]!["baseRowId"] = 5;
        copy["add"]!.AsObject().Remove("deletionVector");
        File.WriteAllText(Path.Combine(log, "00000000000000000003.json"), $"{add.ToJsonString()}\n{copy.ToJsonString()}\n");
        Assert.Contains("4 row ids belong to more than one row each", (await RunAsync("verify", table)).Out);

        copy["add"]!["baseRowId"] = 10;
        File.WriteAllText(Path.Combine(log, "00000000000000000004.json"), copy.ToJsonString() + "\n");
        Assert.Equal(0, (await RunAsync("verify", table)).ExitCode);
    }

    [SkippableFact]
    public async Task Verify_holds_checkpoints_and_check_sums_against_the_commits()
    {
        var checkpointed = Path.Combine(_folder, "checkpointed");
        Copy(Golden("delta-rs/simple_table_with_checkpoint"), checkpointed);
        var commit = Path.Combine(checkpointed, "_delta_log", "00000000000000000008.json");
        File.WriteAllText(commit, File.ReadAllText(commit).Replace("\"path\":\"part-0000", "\"path\":\"part-1000", StringComparison.Ordinal));
        var run = await RunAsync("verify", checkpointed);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("it lacks", run.Out);
        // This table's check sum was made by hand, and is of no commit.
        Assert.Contains("it states 10 files, and the commits make 0", (await RunAsync("verify", Golden("kernel-data/crc-full"))).Out);
    }

    [Fact]
    public async Task A_table_without_columns_has_no_rows_to_read()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "_delta_log"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "_delta_log", "00000000000000000000.json"),
            """
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":{}}}
            """);
        await AssertRefusedAsync(2, "the table has no columns", "read", _folder);
        Assert.Equal(0, (await RunAsync("verify", _folder)).ExitCode);
    }

    [SkippableTheory]
    [InlineData("\"minWriterVersion\":7", "\"minWriterVersion\":6", "its protocol is not that of the commits")]
    [InlineData("\"partitionColumns\":[]", "\"partitionColumns\":[\"x\"]", "its metadata are not those of the commits")]
    [InlineData("\"numDeletedRecordsOpt\":2", "\"numDeletedRecordsOpt\":77", "it states 77 deleted rows, and the commits make 2")]
    [InlineData("\"numDeletionVectorsOpt\":1", "\"numDeletionVectorsOpt\":77", "it states 77 deletion vectors, and the commits make 1")]
    [InlineData("\"allFiles\":[{\"path\":\"", "\"allFiles\":[{\"path\":\"x", "it lacks 1 data files of the commits and has 1 others")]
    public async Task Verify_tells_what_a_check_sum_states_wrongly(string right, string wrong, string problem)
    {
        var table = Path.Combine(_folder, "table");
        Copy(Golden("delta-rs/table_with_deletion_logs"), table);
        Assert.Equal((0, ""), (await RunAsync("verify", table)) is var sound ? (sound.ExitCode, sound.Out) : default);
        await ReplaceAsync(Path.Combine(table, "_delta_log", "00000000000000000020.crc"), Regex.Escape(right), wrong);
        var run = await RunAsync("verify", table);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(problem, run.Out);
    }

    [SkippableFact]
    public async Task Statistics_of_widened_numbers_and_of_rows_that_are_left_are_held_against_the_rows()
    {
        var widened = Path.Combine(_folder, "widened");
        Copy(Golden("kernel-data/type-widening"), widened);
        foreach (var (bound, exitCode) in new[] { ("1e300", 0), ("1.2345", 3) })
        {
            await ReplaceAsync(
                Path.Combine(widened, "_delta_log", "00000000000000000002.json"),
                """(maxValues.*?float_double\\":)[0-9.e]+""", $"${{1}}{bound}");
            Assert.Equal(exitCode, (await RunAsync("verify", widened)).ExitCode);
        }

        var table = Path.Combine(_folder, "table");
        Copy(Golden("kernel-data/table-with-dv-small"), table);
        await ReplaceAsync(Path.Combine(table, "_delta_log", "00000000000000000001.json"), "(nullCount.*?value\\\\\"):0", "${1}:10");
        Assert.Contains("'value' is null in more or fewer rows than the 10", (await RunAsync("verify", table)).Out);
    }

    [SkippableFact]
    public async Task What_cannot_be_done_is_refused_with_a_next_step()
    {
        var table = Golden("kernel-data/table-with-dv-small");
        await AssertRefusedAsync(1, "DEL0101", "detail", _folder);
        await AssertRefusedAsync(1, "DEL0102", "read", table, "--version", "99");
        await AssertRefusedAsync(1, "DEL0102", "read", table, "--timestamp", "1999-01-01");
        await AssertRefusedAsync(1, "DEL0105", "changes", table, "--from", "0");
        await AssertRefusedAsync(2, "MED0603", "read", table, "--columns", "vlaue");
        await AssertRefusedAsync(2, "no column is named", "read", table, "--columns", ",");
        await AssertRefusedAsync(2, "MED0603", "read", table, "--where", "nope = 1");
        await AssertRefusedAsync(2, "--limit is a count", "history", table, "--limit", "-1");
        await AssertRefusedAsync(2, "--limit needs a whole number, and 'x' is none", "history", table, "--limit", "x");
        await AssertRefusedAsync(2, "--version needs a whole number, and 'two' is none", "read", table, "--version", "two");
        await AssertRefusedAsync(2, "MED0603", "read", table, "--where", "1=1); select (1");
        await AssertRefusedAsync(2, "MED0603", "read", table, "--output", Path.Combine(_folder, "rows.xml"));
        await AssertRefusedAsync(2, "exclude each other", "read", table, "--timestamp", "2026-01-01", "--version", "0");
        await AssertRefusedAsync(2, "is no time", "read", table, "--timestamp", "yesterday");
    }

    [SkippableFact]
    public async Task A_damaged_file_is_told_by_its_name_and_not_taken_for_a_wrong_condition()
    {
        var table = Path.Combine(_folder, "table");
        Copy(Golden("kernel-data/table-with-dv-small"), table);
        await AssertRefusedAsync(2, "\nLINE 2: where (nope = 1\n", "read", table, "--where", "nope = 1");
        var data = Directory.GetFiles(table, "*.parquet").Single();
        foreach (var length in (int[])[5, 300])
        {
            using (var file = File.OpenWrite(data))
            {
                file.SetLength(length);
            }
            await AssertRefusedAsync(1, "ENG1001", "read", table);
            await AssertRefusedAsync(1, Path.GetFileName(data), "read", table, "--output", Path.Combine(_folder, "rows.csv"));
        }

        File.Delete(data);
        var missing = await RunAsync("read", table);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains(Path.GetFileName(data), missing.Error);
        Assert.DoesNotContain("LINE", missing.Error);
        File.WriteAllText(
            Path.Combine(table, "_delta_log", "00000000000000000002.json"),
            """{"add":{"path":"a/../../b.parquet","size":1,"partitionValues":{},"modificationTime":1,"dataChange":true}}""");
        await AssertRefusedAsync(1, "DEL0207", "read", table);
        Assert.Contains("the file lies outside of the table", (await RunAsync("verify", table)).Out);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task AssertRefusedAsync(int exitCode, string text, params string[] args)
    {
        var run = await RunAsync(args);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(text, run.Error);
    }

    private static string Golden(string name) =>
        Path.Combine(SharedFolder.Require(["delta-golden", .. name.Split('/')]), "delta");

    private static Task<MedallionRun> RunAsync(params string[] args) => MedallionRun.Of(["delta", .. args]);

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        var run = await RunAsync([.. args, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private static async Task ReplaceAsync(string file, string pattern, string replacement)
    {
        var text = await File.ReadAllTextAsync(file);
        Assert.Matches(pattern, text);
        await File.WriteAllTextAsync(file, Regex.Replace(text, pattern, replacement));
    }

    private static IEnumerable<long> Values(JsonElement rows) =>
        rows.EnumerateArray().Select(row => row.GetProperty("value").GetInt64());

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
