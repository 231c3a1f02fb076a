using System.Globalization;
using System.Net;

namespace Fleet.Checks.Access.Bans;

/// <summary>How a ban stands in a fact: <c>since 2026-11-22T08:45:53Z until 2026-11-22T08:55:53Z</c>.</summary>
public static class BanText
{
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Ever = "for ever";
    private const string Nothing = "banned";

    public static string Of(Ban ban)
    {
        var since = ban.Since is { } from ? $"since {Time(from)} " : "";
        var until =
            ban.Until is not { } to ? ""
            : to == DateTimeOffset.MaxValue ? Ever
            : $"until {Time(to)}";
        var text = $"{since}{until}".TrimEnd();
        return text.Length == 0 ? Nothing : text;
    }

    /// <summary>Reads the two times back; null where they are not said.</summary>
    public static (DateTimeOffset? Since, DateTimeOffset? Until) Read(string text)
    {
        var words = text.Split(' ');
        return (
            After("since"),
            text.EndsWith(Ever, StringComparison.Ordinal) ? DateTimeOffset.MaxValue : After("until")
        );

        DateTimeOffset? After(string word) =>
            Array.IndexOf(words, word) is >= 0 and var at
            && at + 1 < words.Length
            && DateTimeOffset.TryParseExact(
                words[at + 1],
                Stamp,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? time
                : null;
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);

    /// <summary>The address alone where the network is one.</summary>
    public static string Whom(IPNetwork network) =>
        network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8
            ? network.BaseAddress.ToString()
            : network.ToString();

    /// <summary>Reads an address, or a network whose bits behind the prefix do not count; null where it is none.</summary>
    public static IPNetwork? Network(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (
            slash >= 0
            && (
                !int.TryParse(
                    text.AsSpan(slash + 1),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var given
                )
                || given > length
            )
        )
        {
            return null;
        }

        return Masked(
            bytes,
            slash < 0 ? length : int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture)
        );
    }

    private static IPNetwork Masked(byte[] bytes, int length)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
