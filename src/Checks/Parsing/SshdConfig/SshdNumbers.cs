using System.Globalization;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Numbers as sshd reads them (<c>misc.c</c>: <c>a2port</c>, <c>convtime</c>; <c>scan_scaled(3)</c>).</summary>
internal static class SshdNumbers
{
    /// <summary>A port, 0 to 65535, or the service name <c>ssh</c>.</summary>
    public static bool TryPort(string text, out int port)
    {
        if (text == "ssh")
        {
            port = 22;
            return true;
        }

        return int.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out port
            ) && port is >= 0 and <= 65535;
    }

    /// <summary>A count from 0 to 2147483647.</summary>
    public static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count)
        && count >= 0;

    /// <summary>A time such as <c>600</c>, <c>10m</c>, <c>1h30m</c> in seconds (sshd_config(5) TIME FORMATS).</summary>
    public static bool TryTime(string text, out int seconds)
    {
        seconds = 0;
        long total = 0;
        for (var at = 0; at < text.Length; )
        {
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (
                !long.TryParse(
                    text.AsSpan(digits, at - digits),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var count
                )
                || Unit(at < text.Length ? text[at++] : 's') is not { } unit
                || (total += Math.Min(count, int.MaxValue) * unit) > int.MaxValue
            )
            {
                return false;
            }
        }

        seconds = (int)total;
        return text.Length > 0;
    }

    /// <summary>A size such as <c>512M</c> in bytes.</summary>
    public static bool TrySize(string text, out long bytes)
    {
        var unit = text.Length == 0 ? 'B' : char.ToUpperInvariant(text[^1]);
        var power = "BKMGTPE".IndexOf(unit);
        var digits = power < 0 ? text : text[..^1];
        var ok =
            long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out bytes)
            && bytes <= long.MaxValue >> (10 * Math.Max(power, 0));
        bytes <<= 10 * Math.Max(power, 0);
        return ok;
    }

    private static long? Unit(char unit) =>
        char.ToLowerInvariant(unit) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            'w' => 604800,
            _ => null,
        };
}
