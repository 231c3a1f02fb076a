using System.Buffers;

namespace Grpc.Core;

/// <summary>What a metadata key may look like (gRPC over HTTP/2: Header-Name is <c>[0-9a-z_-.]+</c>).</summary>
internal static class MetadataKey
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
    );

    public static bool IsBinary(string key) =>
        key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal);

    /// <summary>The key in lower case.</summary>
    /// <exception cref="ArgumentException">The key holds a character that no key may hold.</exception>
    public static string Normalise(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bad = key.AsSpan().IndexOfAnyExcept(Allowed);
        return bad < 0
            ? key.ToLowerInvariant()
            : throw new ArgumentException(
                $"Metadata key '{key}': character {bad + 1} is not a letter, digit, '_', '-' or '.'.",
                nameof(key)
            );
    }
}
