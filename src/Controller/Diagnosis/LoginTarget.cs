using System.Globalization;
using System.Net;

namespace Fleet.Controller.Diagnosis;

/// <summary>What was typed: <c>[user@]host[:port]</c>, IPv6 addresses with a port in brackets.</summary>
/// <param name="User">Null: whoever ssh's configuration names.</param>
/// <param name="Host">A name, an alias of ssh's configuration, or an address.</param>
/// <param name="Port">Null: whatever ssh's configuration names.</param>
public sealed record LoginTarget(string? User, string Host, int? Port)
{
    private const int MostPort = 65535;

    /// <summary>Null with what is wrong with it.</summary>
    public static LoginTarget? Parse(string typed, out string error)
    {
        error = "";
        var at = typed.LastIndexOf('@');
        var user = at < 0 ? null : typed[..at];
        var (host, port) = Split(typed[(at + 1)..]);
        if (user is { Length: 0 } || host.Length == 0)
        {
            error = $"{typed}: expected [user@]host[:port], such as alice@web-12 or web-12:2222";
            return null;
        }

        if (
            host.StartsWith('-')
            || user?.StartsWith('-') == true
            || !IsPlain(host)
            || user is not null && !IsPlain(user)
        )
        {
            error = $"{typed}: names of users and hosts have no blanks and do not begin with -";
            return null;
        }

        if (port is null)
        {
            return new LoginTarget(user, host, null);
        }

        if (
            int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= MostPort
        )
        {
            return new LoginTarget(user, host, number);
        }

        error = $"{typed}: a port is a number from 1 to {MostPort}, not {port}";
        return null;
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']') is > 0 and var close)
        {
            return (text[1..close], text[(close + 1)..] is [':', .. var behind] ? behind : null);
        }

        var colon = text.LastIndexOf(':');
        return colon < 0 || IPAddress.TryParse(text, out _)
            ? (text, null)
            : (text[..colon], text[(colon + 1)..]);
    }

    private static bool IsPlain(string text) =>
        !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
