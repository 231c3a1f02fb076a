using System.Globalization;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Where the next run goes on. Written into the observation, so a crash neither loses nor repeats a line.</summary>
internal abstract record LogCursor
{
    private protected LogCursor() { }

    /// <summary>Reads what <see cref="object.ToString"/> wrote; null for an empty or foreign text.</summary>
    public static LogCursor? Parse(string text) =>
        text.StartsWith(JournalCursor.Scheme, StringComparison.Ordinal)
            ? new JournalCursor(text[JournalCursor.Scheme.Length..])
            : FileCursor.TryParse(text);
}

/// <summary>A place in a file, which is known again by device, inode and the hash of its first bytes.</summary>
/// <param name="Path">The live file's path, even where the cursor stands in a rotated one.</param>
/// <param name="Device">Device number.</param>
/// <param name="Inode">Inode number.</param>
/// <param name="Offset">Bytes read so far; a line begins there.</param>
/// <param name="Hash">How many of the file's first bytes were hashed, a hyphen, their hash.</param>
internal sealed record FileCursor(string Path, ulong Device, ulong Inode, long Offset, string Hash)
    : LogCursor
{
    private const string Scheme = "file";

    /// <summary>How many of the file's first bytes the hash covers; null where the hash is none of ours.</summary>
    public int? HashedBytes =>
        Hash.IndexOf('-') is > 0 and var hyphen
        && int.TryParse(
            Hash.AsSpan(0, hyphen),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var length
        )
            ? length
            : null;

    public static FileCursor? TryParse(string text) =>
        text.Split(':') is [Scheme, var path, var device, var inode, var offset, var hash]
        && ulong.TryParse(device, CultureInfo.InvariantCulture, out var onDevice)
        && ulong.TryParse(inode, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new FileCursor(path, onDevice, number, at, hash)
            : null;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme}:{Path}:{Device}:{Inode}:{Offset}:{Hash}"
        );
}

/// <summary>A place in the journal.</summary>
/// <param name="Place">The journal's own cursor, or <c>@SECONDS</c> since 1970 before the first entry.</param>
internal sealed record JournalCursor(string Place) : LogCursor
{
    public const string Scheme = "journal:";

    public static JournalCursor Since(DateTimeOffset at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"@{at.ToUnixTimeSeconds()}"));

    /// <summary>The option that makes journalctl go on here (journalctl(1)).</summary>
    public string Argument =>
        Place.StartsWith('@') ? "--since=" + Place : "--after-cursor=" + Place;

    /// <summary>When the last entry was written: the journal's cursors carry it as <c>t=</c>, microseconds in hexadecimal.</summary>
    public DateTimeOffset? At
    {
        get
        {
            if (Place.StartsWith('@'))
            {
                return
                    long.TryParse(Place.AsSpan(1), CultureInfo.InvariantCulture, out var seconds)
                    && seconds is >= 0 and < 253_402_300_800
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null;
            }

            var part = Place
                .Split(';')
                .FirstOrDefault(p => p.StartsWith("t=", StringComparison.Ordinal));
            return
                long.TryParse(
                    part?[2..],
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture,
                    out var micros
                ) && micros is >= 0 and < 253_402_300_800_000_000
                ? DateTimeOffset.UnixEpoch.AddMicroseconds(micros)
                : null;
        }
    }

    public override string ToString() => Scheme + Place;
}
