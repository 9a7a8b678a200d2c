using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Tests.Support;
using Xunit;

namespace Lakehouse.Delta.Tests.DeletionVectors;

public sealed class DeletionVectorFilesTests
{
    private readonly TestTable _test = new();

    private DeletionVectorFiles Files => new(_test.Environment, TestTable.Path);

    /// <summary>The example in the tests of delta-kernel-rs.</summary>
    [Fact]
    public async Task An_inline_vector_of_another_writer_is_read()
    {
        var descriptor = new DeletionVectorDescriptor(
            "i", "^Bg9^0rr910000000000iXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L", null, 44, 6);
        Assert.Equal([3L, 4, 7, 11, 18, 29], await ReadAsync(descriptor));
        Assert.Equal(descriptor, DeletionVectorDescriptor.Inline(DeletionVector.Of([29, 18, 11, 7, 4, 3])));
    }

    /// <summary>The example of the protocol.</summary>
    [Fact]
    public void The_place_of_a_vector_is_that_of_the_protocol()
    {
        Assert.Equal(
            $"{TestTable.Path}/ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin",
            Files.PathOf(new DeletionVectorDescriptor("u", "ab^-aqEH.-t@S}K{vb[*k^", 4, 40, 6)));
        Assert.Equal(
            "other/dv 1.bin", Files.PathOf(new DeletionVectorDescriptor("p", "memory:/other/dv%201.bin", 4, 40, 6)));
    }

    [Fact]
    public void Check_sum_and_text_are_those_of_their_standards()
    {
        Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));
        Assert.Equal("HelloWorld", Z85.Encode([0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]));
        Assert.Equal([0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B], Z85.Decode("HelloWorld"));
        Assert.Equal([3, 0], Z85.Decode("##093"));
        Assert.All(["#####", "####1", "%%%%%", "##%%%", "Hello World", "HelloWorl"], text =>
            Assert.Throws<FormatException>(() => Z85.Decode(text)));
    }

    [Fact]
    public async Task Vectors_of_one_file_are_written_and_read_back()
    {
        DeletionVector[] vectors = [DeletionVector.Of([7]), DeletionVector.Empty, DeletionVector.Of([1, 2, 3, 90_000])];
        var descriptors = await Files.WriteAsync(vectors, default);
        var read = await Files.ReadAsync(descriptors, default);
        Assert.Equal([1L, 0, 4], descriptors.Select(descriptor => descriptor.Cardinality));
        Assert.Equal(1, descriptors[0].Offset);
        foreach (var (descriptor, vector) in descriptors.Zip(vectors)) Assert.Equal(vector, read[descriptor]);
    }

    [Fact]
    public async Task A_small_vector_is_kept_inline()
    {
        var descriptor = DeletionVectorDescriptor.Inline(DeletionVector.Of([0, 70_000]));
        Assert.Null(descriptor.Offset);
        Assert.Equal([0L, 70_000], await ReadAsync(descriptor));
    }

    [Theory]
    [InlineData("x", "q", "unknown way")]
    [InlineData("u", "short", "too short")]
    [InlineData("u", "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"", "no encoded id")]
    [InlineData("u", "../../^-aqEH.-t@S}K{vb[*k^", "outside of the table")]
    [InlineData("u", "^-aqEH.-t@S}K{vb[*k^", "missing")]
    [InlineData("p", "file:///etc/passwd", "outside of the storage root")]
    [InlineData("p", "memory:/../etc/passwd", "outside of the storage root")]
    [InlineData("i", "HelloWorld", "bytes instead of")]
    public async Task A_descriptor_without_a_vector_is_refused(string type, string place, string reason)
    {
        var error = await Assert.ThrowsAsync<DeltaException>(
            () => ReadAsync(new DeletionVectorDescriptor(type, place, null, 40, 6)));
        Assert.Equal(ErrorCodes.InvalidDeletionVector, error.Code);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public async Task Every_wrong_byte_of_a_file_is_noticed()
    {
        var descriptor = Assert.Single(await Files.WriteAsync([DeletionVector.Of([1, 5, 9])], default));
        var path = Files.PathOf(descriptor)!;
        var whole = (await _test.Storage.ReadAsync(path, default))!;
        for (var place = 0; place < whole.Length; place++)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 0x10;
            await AssertBrokenAsync(path, damaged, descriptor);
            await AssertBrokenAsync(path, whole[..place], descriptor);
        }
        await AssertBrokenAsync(path, whole, descriptor with { Cardinality = 2 });
        await AssertBrokenAsync(path, whole, descriptor with { Offset = long.MaxValue });
        await AssertBrokenAsync(path, whole, descriptor with { Offset = -1 });
        await AssertBrokenAsync(path, whole, descriptor with { SizeBytes = long.MaxValue });
        await AssertBrokenAsync(path, Encoding.UTF8.GetBytes("no vector"), descriptor);
    }

    private async Task AssertBrokenAsync(string path, byte[] content, DeletionVectorDescriptor descriptor)
    {
        await _test.Storage.PutAsync(path, content, default);
        var error = await Assert.ThrowsAsync<DeltaException>(() => ReadAsync(descriptor));
        Assert.Equal((ErrorCodes.InvalidDeletionVector, path), (error.Code, error.File));
    }

    private async Task<DeletionVector> ReadAsync(DeletionVectorDescriptor descriptor) =>
        (await Files.ReadAsync([descriptor], default))[descriptor];
}
