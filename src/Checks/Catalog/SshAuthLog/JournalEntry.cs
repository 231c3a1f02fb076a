using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>One line of <c>journalctl --output=json</c>.</summary>
/// <param name="Cursor">__CURSOR.</param>
/// <param name="At">When the message was sent, or else received.</param>
/// <param name="Message">MESSAGE as bytes.</param>
/// <param name="IsRoots">True unless journald says that another user's process sent it: any user may run a program that is called sshd.</param>
internal sealed record JournalEntry(string Cursor, DateTimeOffset At, byte[] Message, bool IsRoots)
{
    /// <summary>Null for a line that output caps cut, or that lacks one of the fields.</summary>
    public static JournalEntry? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var entry = document.RootElement;
            return
                entry.ValueKind == JsonValueKind.Object
                && Text(entry, "__CURSOR") is { } cursor
                && (
                    Time(entry, "_SOURCE_REALTIME_TIMESTAMP") ?? Time(entry, "__REALTIME_TIMESTAMP")
                )
                    is { } at
                && entry.TryGetProperty("MESSAGE", out var message)
                ? new JournalEntry(cursor, at, Bytes(message), Text(entry, "_UID") is null or "0")
                : null;
        }
        catch (Exception broken)
            when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static DateTimeOffset? Time(JsonElement entry, string name) =>
        long.TryParse(Text(entry, name), CultureInfo.InvariantCulture, out var microseconds)
        && microseconds is >= 0 and < 253_402_300_800_000_000
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
            : null;

    /// <summary>Text, or an array of byte values where it is no UTF-8 (systemd's journal export formats).</summary>
    private static byte[] Bytes(JsonElement message) =>
        message.ValueKind switch
        {
            JsonValueKind.String => Encoding.UTF8.GetBytes(message.GetString()!),
            JsonValueKind.Array => [.. message.EnumerateArray().Select(b => b.GetByte())],
            _ => [],
        };
}
