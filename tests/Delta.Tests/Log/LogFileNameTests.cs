using Lakehouse.Delta.Log;
using Xunit;

namespace Lakehouse.Delta.Tests.Log;

public sealed class LogFileNameTests
{
    [Fact]
    public void Files_of_the_log_are_known_by_their_names()
    {
        Assert.Equal(
            new LogFileName(7, LogFileKind.Commit), LogFileName.TryParse("t/_delta_log/00000000000000000007.json"));
        Assert.Equal(
            new LogFileName(10, LogFileKind.Checkpoint),
            LogFileName.TryParse("t/_delta_log/00000000000000000010.checkpoint.parquet"));
        Assert.Equal(
            new LogFileName(10, LogFileKind.CheckpointPart, 2, 3),
            LogFileName.TryParse("00000000000000000010.checkpoint.0000000002.0000000003.parquet"));
        Assert.Equal(
            new LogFileName(10, LogFileKind.NamedCheckpoint),
            LogFileName.TryParse("00000000000000000010.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.parquet"));
        Assert.Equal(
            new LogFileName(10, LogFileKind.NamedCheckpoint),
            LogFileName.TryParse("00000000000000000010.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json"));
        Assert.Equal(
            LogFileName.Compaction(10, 12),
            LogFileName.TryParse("00000000000000000010.00000000000000000012.compacted.json"));
    }

    [Theory]
    [InlineData("_last_checkpoint")]
    [InlineData("00000000000000000007.crc")]
    [InlineData("00000000000000000007.json.tmp")]
    [InlineData(".00000000000000000007.json.crc")]
    [InlineData("7.json")]
    [InlineData("0000000000000000000x.json")]
    [InlineData("-0000000000000000007.json")]
    [InlineData("99999999999999999999.json")]
    [InlineData("09223372036854775807.json")]
    [InlineData("00000000000000000010.checkpoint.0000000004.0000000003.parquet")]
    [InlineData("00000000000000000010.checkpoint.0000000000.0000000003.parquet")]
    [InlineData("00000000000000000010.checkpoint.0000000001.0000000003.json")]
    [InlineData("00000000000000000010.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.crc")]
    [InlineData("00000000000000000012.00000000000000000012.compacted.json")]
    [InlineData("00000000000000000012.00000000000000000010.compacted.json")]
    [InlineData("")]
    public void Other_names_are_foreign(string name) => Assert.Null(LogFileName.TryParse(name));
}
