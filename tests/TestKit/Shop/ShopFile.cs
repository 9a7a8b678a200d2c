namespace Lakehouse.TestKit.Shop;

/// <summary>
/// A landing file: its path below the landing root and its bytes. A file that is not ready is still being written, so that
/// no run may touch it.
/// </summary>
public sealed record ShopFile(string Path, byte[] Bytes, bool IsReady = true);
