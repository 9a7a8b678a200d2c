using System.Buffers.Binary;
using Google.Protobuf;

namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>Messages as gRPC frames them: a flag for compression, four bytes of length, the message.</summary>
internal sealed class MessageFrames(Stream stream, int maxMessageSize)
{
    private const int HeaderSize = 5;

    private readonly byte[] _header = new byte[HeaderSize];

    public static byte[] Write(IMessage message)
    {
        var size = message.CalculateSize();
        var frame = new byte[HeaderSize + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        message.WriteTo(frame.AsSpan(HeaderSize));
        return frame;
    }

    /// <summary>The next message, or null at the end.</summary>
    /// <exception cref="RpcException">The bytes are no frames, or a message is too long.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        var count = await stream.ReadAtLeastAsync(_header, HeaderSize, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        if (count == 0)
        {
            return null;
        }

        if (count < HeaderSize)
        {
            throw new RpcException(StatusCode.Internal, "the answer ends inside the head of a message");
        }

        if (_header[0] != 0)
        {
            throw new RpcException(StatusCode.Internal, "a message is compressed, which was not asked for");
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(1));
        if (size > maxMessageSize)
        {
            throw new RpcException(
                StatusCode.ResourceExhausted, $"a message of {size} bytes is longer than the limit of {maxMessageSize}");
        }

        return await BodyAsync((int)size, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The memory grows with what arrives, not with what the head claims.</summary>
    private async Task<byte[]> BodyAsync(int size, CancellationToken cancellationToken)
    {
        const int Step = 1 << 20;
        var body = new byte[Math.Min(size, Step)];
        var filled = 0;
        while (filled < size)
        {
            if (filled == body.Length)
            {
                Array.Resize(ref body, (int)Math.Min((long)body.Length * 2, size));
            }

            var count = await stream.ReadAsync(body.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new RpcException(StatusCode.Internal, "the answer ends inside a message");
            }

            filled += count;
        }

        return body;
    }
}
