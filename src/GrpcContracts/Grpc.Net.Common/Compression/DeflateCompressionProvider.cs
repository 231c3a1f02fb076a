using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>The <c>deflate</c> of HTTP: the zlib format (RFC 1950), which is what other gRPC implementations send under that name.</summary>
/// <param name="defaultCompressionLevel">The level when a call names none.</param>
public sealed class DeflateCompressionProvider(CompressionLevel defaultCompressionLevel)
    : ICompressionProvider
{
    /// <inheritdoc />
    public string EncodingName => "deflate";

    /// <inheritdoc />
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new ZLibStream(stream, compressionLevel ?? defaultCompressionLevel, leaveOpen: true);

    /// <inheritdoc />
    public Stream CreateDecompressionStream(Stream stream) =>
        new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
