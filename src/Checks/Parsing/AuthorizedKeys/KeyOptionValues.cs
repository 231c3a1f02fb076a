using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.AuthorizedKeys;

/// <summary>What sshd asks of each option's value, and what the value does.</summary>
internal static class KeyOptionValues
{
    /// <summary>SSH_TUNID_MAX of <c>ssh.h</c>.</summary>
    private const int LargestTunnel = 0x7ffffffd;

    public static string? Error(string name, string value, KeyOptions before) =>
        name switch
        {
            "command" when before.Command is not null => "more than one command",
            "principals" when before.Principals is not null => "more than one principals",
            "from" when before.From is not null => "more than one from",
            "expiry-time" when !IsTime(value) => $"expiry-time \"{value}\" is no time",
            "environment" when !IsVariable(value) => "environment needs NAME=value",
            "permitopen" when !IsHostAndPort(value, portAlone: false) =>
                $"permitopen \"{value}\" is no host:port",
            "permitlisten" when !IsHostAndPort(value, portAlone: true) =>
                $"permitlisten \"{value}\" is no [host:]port",
            "tunnel" when !IsTunnel(value) => $"tunnel \"{value}\" is no device number",
            _ => null,
        };

    public static KeyOptions With(string name, string value, KeyOptions before) =>
        name switch
        {
            "command" => before with { Command = value },
            "principals" => before with { Principals = value },
            "from" => before with { From = value },
            "expiry-time" => before with { ExpiryTime = Earlier(before.ExpiryTime, value) },
            "environment" => before with { Environment = WithFirst(before.Environment, value) },
            "permitopen" => before with { PermitOpen = before.PermitOpen.Add(value) },
            "permitlisten" => before with
            {
                PermitListen = before.PermitListen.Add(value.Contains(':') ? value : "*:" + value),
            },
            _ => before with { Tunnel = value },
        };

    private static ImmutableArray<string> WithFirst(ImmutableArray<string> set, string value)
    {
        var name = value[..(value.IndexOf('=') + 1)];
        return set.Any(known => known.StartsWith(name, StringComparison.Ordinal))
            ? set
            : set.Add(value);
    }

    /// <summary>Times sort as text when they are equally long: YYYYMMDD stands for its first second.</summary>
    private static string Earlier(string? one, string other) =>
        one is null || string.CompareOrdinal(Digits(other), Digits(one)) < 0 ? other : one;

    private static string Digits(string time) => Undecorated(time).PadRight(14, '0');

    private static string Undecorated(string time) =>
        time.EndsWith("UTC", StringComparison.OrdinalIgnoreCase) ? time[..^3]
        : time.EndsWith('Z') || time.EndsWith('z') ? time[..^1]
        : time;

    /// <summary><c>parse_absolute_time</c>.</summary>
    private static bool IsTime(string value)
    {
        var digits = Undecorated(value);
        return digits.Length is 8 or 12 or 14
            && digits.All(char.IsAsciiDigit)
            && DateTime.TryParseExact(
                digits,
                "yyyyMMddHHmmss"[..digits.Length],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            );
    }

    private static bool IsVariable(string value)
    {
        var equals = value.IndexOf('=');
        return equals > 0 && value.AsSpan(0, equals).IndexOfAnyExcept(NameCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
        );

    /// <summary><c>handle_permit</c>: host:port or [host]:port; the port a number or <c>*</c>.</summary>
    private static bool IsHostAndPort(string value, bool portAlone)
    {
        if (portAlone && !value.Contains(':'))
        {
            return IsPort(value);
        }

        var end = value.StartsWith('[') ? value.IndexOf(']') + 1 : value.IndexOf(':');
        return end > 0 && end < value.Length && value[end] == ':' && IsPort(value[(end + 1)..]);
    }

    private static bool IsPort(string port) =>
        port == "*"
        || (
            ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
        );

    private static bool IsTunnel(string value) =>
        value.Equals("any", StringComparison.OrdinalIgnoreCase)
        || (
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= LargestTunnel
        );
}
