using Lakehouse.Delta.Actions;
using Xunit;

namespace Lakehouse.Delta.Tests.Actions;

public sealed class PathEncodingTests
{
    [Theory]
    [InlineData("day=2026-01-01/part-0.parquet", "day=2026-01-01/part-0.parquet")]
    [InlineData("x=A%2FA/p.parquet", "x=A%252FA/p.parquet")]
    [InlineData("x=B B/p#1?.parquet", "x=B%20B/p%231%3F.parquet")]
    [InlineData("a+b&c:d", "a%2Bb%26c%3Ad")]
    [InlineData("größe/😀", "gr%C3%B6%C3%9Fe/%F0%9F%98%80")]
    [InlineData("abfss://c@a.dfs.core.windows.net/t/a b", "abfss://c%40a.dfs.core.windows.net/t/a%20b")]
    public void Paths_are_encoded_for_the_log_and_decoded_once(string path, string uri)
    {
        Assert.Equal(uri, PathEncoding.Encode(path));
        Assert.Equal(path, PathEncoding.Decode(uri));
    }

    [Theory]
    [InlineData("ts=2024-01-01%2010%253A00%253A00/p", "ts=2024-01-01 10%3A00%3A00/p")]
    [InlineData("x=😀/p", "x=😀/p")]
    [InlineData("broken%zz%", "broken%zz%")]
    [InlineData("file:/a/with%20space", "file:/a/with space")]
    [InlineData("file:a", "file:a")]
    public void Paths_of_other_writers_are_decoded(string uri, string path) =>
        Assert.Equal(path, PathEncoding.Decode(uri));

    [Theory]
    [InlineData("file:/a/b", "/a/b")]
    [InlineData("file:///a/b", "/a/b")]
    [InlineData("/a/b", "/a/b")]
    public void The_forms_of_a_local_path_name_one_file_and_stay_as_they_are(string path, string plain)
    {
        Assert.Equal(plain, PathEncoding.LocalPath(path));
        Assert.Equal(path, PathEncoding.Encode(path));
        Assert.Equal(new RemoveFile { Path = plain }.Key, new AddFile
        {
            Path = path,
            PartitionValues = new Dictionary<string, string?>(),
            SizeBytes = 1,
            ModificationTime = 1,
        }.Key);
    }

    [Theory]
    [InlineData("/abs/p", true)]
    [InlineData("file:///abs/p", true)]
    [InlineData("s3://b/p", true)]
    [InlineData("day=10:/p", false)]
    [InlineData("a:b", false)]
    [InlineData("p", false)]
    public void Absolute_paths_are_told_from_relative_ones(string path, bool isAbsolute) =>
        Assert.Equal(isAbsolute, PathEncoding.IsAbsolute(path));
}
