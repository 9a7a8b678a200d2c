using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Xunit;

namespace Lakehouse.Delta.Tests.Log;

public sealed class FileTableTests
{
    private static readonly StringMap Day = new(["day"], ["2026-01-01"]);

    private readonly FileTableBuilder _files = new();

    [Fact]
    public void Every_file_is_found_and_has_all_that_was_given()
    {
        const int Count = 3 * FileRows.Capacity + 5;
        var huge = new string('x', 3 << 20);
        for (var i = 0; i < Count; i++) Add($"ü/{i}", i, i % 2 == 0 ? null : i == 7 ? huge : $"{{\"numRecords\":{i}}}");
        var table = _files.Build();
        Assert.Equal(Count, table.Count);
        Assert.Equal((decimal)Count * (Count - 1) / 2, table.TotalBytes);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"ü/{i}"), table.Keys);
        Assert.Equal(
            new AddFile { Path = "ü/9", PartitionValues = Day, SizeBytes = 9, ModificationTime = 90, DataChange = false, StatsJson = "{\"numRecords\":9}" },
            table["ü/9"]);
        Assert.Equal(huge, table["ü/7"].StatsJson);
        Assert.Null(table["ü/8"].StatsJson);
        Assert.Equal(Count - 1, table[$"ü/{Count - 1}"].SizeBytes);
        Assert.False(table.ContainsKey("ü"));
    }

    [Fact]
    public void Of_two_files_with_the_same_key_the_later_one_counts()
    {
        Add("a", 1, null);
        Add("b", 2, null);
        Add("a", 4, "{}");
        var whole = new AddFile { Path = "b", PartitionValues = Day, SizeBytes = 8, ModificationTime = 0, BaseRowId = 3 };
        var marked = whole with { SizeBytes = 16, DeletionVector = new DeletionVectorDescriptor("i", "x", null, 1, 1) };
        _files.Add(whole);
        _files.Add(marked);
        var table = _files.Build();
        Assert.Equal(3, table.Count);
        Assert.Equal((decimal)28, table.TotalBytes);
        Assert.Equal([("a", 4L), ("b", 8L), ("b", 16L)], table.Values.Select(file => (file.Path, file.SizeBytes)));
        Assert.Same(whole, table["b"]);
        Assert.Same(marked, table[marked.Key]);
    }

    [Fact]
    public void An_empty_table_finds_nothing()
    {
        var table = _files.Build();
        Assert.Empty(table);
        Assert.False(table.TryGetValue("", out _));
    }

    private void Add(string path, int number, string? stats) => _files.Add(
        Encoding.UTF8.GetBytes(path), Day, number, 10 * number, false, stats is not null, Encoding.UTF8.GetBytes(stats ?? ""));
}
