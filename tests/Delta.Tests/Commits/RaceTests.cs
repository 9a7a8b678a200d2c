using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Commits;

public sealed class RaceTests
{
    private const int Writers = 8;
    private const int Each = 25;

    [Fact]
    public async Task No_append_of_many_writers_is_lost_or_there_twice()
    {
        var table = new TestTable();
        await table.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var snapshot = await table.Table.LoadAsync();
            for (var i = 0; i < Each; i++)
                snapshot = Committed(await table.AppendAsync(snapshot, File($"w{writer}-{i}")));
        })));
        var loaded = await table.Table.LoadAsync();
        Assert.Equal(Writers * Each, loaded.Version);
        Assert.Equal(
            Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Each).Select(i => $"w{writer}-{i}")).Order(),
            loaded.Files.Select(file => file.Path).Order());
    }

    [Fact]
    public async Task Exactly_one_of_many_creators_makes_the_table()
    {
        var table = new TestTable();
        var results = await Task.WhenAll(
            Enumerable.Range(0, Writers).Select(_ => Task.Run(() => table.CreateAsync())));
        Assert.Single(results.OfType<Committed>());
        Assert.Equal(Writers - 1, results.OfType<Conflicted>().Count(lost => lost.Kind == ConflictKind.TableCreated));
    }

    [Fact]
    public async Task Only_one_copy_of_a_job_makes_each_step()
    {
        var table = new TestTable();
        await table.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var step = 0; step < 10;)
            {
                var snapshot = await table.Table.LoadAsync();
                step = (int)(snapshot.TransactionVersion("job") ?? 0) + 1;
                if (step > 10) break;
                await table.AppendAsync(snapshot, File($"step{step}-by{writer}"), new SetTransaction("job", step));
            }
        })));
        var loaded = await table.Table.LoadAsync();
        Assert.Equal(10, loaded.TransactionVersion("job"));
        Assert.Equal(10, loaded.Files.Count);
        Assert.Equal(10, loaded.Files.Select(file => file.Path.Split('-')[0]).Distinct().Count());
    }

    [Fact]
    public async Task A_counter_kept_by_overwrites_counts_every_success()
    {
        var table = new TestTable();
        await table.CreateAsync(null, File("n-0", "d1", 0), File("m-0", "d2", 0));
        var successes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var day = writer % 2 == 0 ? "d1" : "d2";
            var won = 0;
            for (var i = 0; i < Each; i++)
            {
                var snapshot = await table.Table.LoadAsync();
                var old = snapshot.Files.Single(file => file.PartitionValues["day"] == day);
                var result = await table.CommitAsync(
                    snapshot,
                    ReadScope.Partitions([Day(day)]),
                    old.Remove(DateTimeOffset.UnixEpoch),
                    File($"{day}-{writer}-{i}", day, old.SizeBytes + 1));
                if (result is Committed) won++;
                else Assert.IsType<Conflicted>(result);
            }
            return (day, won);
        })));
        var loaded = await table.Table.LoadAsync();
        foreach (var day in (string[])["d1", "d2"])
            Assert.Equal(
                successes.Where(one => one.day == day).Sum(one => one.won),
                loaded.Files.Single(file => file.PartitionValues["day"] == day).SizeBytes);
    }
}
