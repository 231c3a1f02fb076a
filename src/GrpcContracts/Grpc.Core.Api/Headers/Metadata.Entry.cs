using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its value: ASCII text, or bytes when the key ends in <c>-bin</c>.</summary>
    public class Entry
    {
        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>A binary entry; the bytes are copied.</summary>
        /// <exception cref="ArgumentException">The key is malformed or lacks the suffix <c>-bin</c>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = MetadataKey.Normalise(key);
            bytes = MetadataKey.IsBinary(Key)
                ? [.. valueBytes]
                : throw new ArgumentException(
                    $"'{key}': a binary value takes a key ending in '-bin'.",
                    nameof(key)
                );
        }

        /// <summary>A text entry.</summary>
        /// <exception cref="ArgumentException">The key is malformed or has the suffix <c>-bin</c>.</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = MetadataKey.Normalise(key);
            text = MetadataKey.IsBinary(Key)
                ? throw new ArgumentException(
                    $"'{key}': a key ending in '-bin' takes a binary value.",
                    nameof(key)
                )
                : value;
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => text is null;

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value =>
            text
            ?? throw new InvalidOperationException(
                $"'{Key}' is binary; read its ValueBytes instead."
            );

        /// <summary>A copy of the bytes; of a text, its ASCII bytes.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(Value) : [.. bytes];

        /// <inheritdoc />
        public override string ToString() =>
            IsBinary
                ? $"[Entry: key={Key}, {bytes!.Length} bytes]"
                : $"[Entry: key={Key}, value={text}]";

        internal bool HasKey(string key) =>
            string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);
    }
}
