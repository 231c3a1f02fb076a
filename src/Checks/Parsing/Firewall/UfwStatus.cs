using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>What <c>ufw status [verbose|numbered]</c> prints (ufw(8)): people paste it, and it names rules as their owner does.</summary>
/// <param name="IsActive">False: ufw has no rules in the kernel.</param>
/// <param name="Incoming">The policy for incoming connections: deny, reject or allow; empty where it is not printed.</param>
/// <param name="Rules">In order; the first that fits decides.</param>
public sealed partial record UfwStatus(
    bool IsActive,
    string Incoming,
    ImmutableArray<UfwRule> Rules
)
{
    /// <summary>Null where the text is no status of ufw.</summary>
    public static UfwStatus? Read(string text)
    {
        var lines = text.Split('\n');
        var status = lines.FirstOrDefault(l => l.StartsWith("Status: ", StringComparison.Ordinal));
        return status is null
            ? null
            : new UfwStatus(
                status.Trim() == "Status: active",
                lines
                    .Select(l => Policy().Match(l))
                    .Where(m => m.Success)
                    .Select(m => m.Groups["policy"].Value)
                    .FirstOrDefault(""),
                [.. lines.Select(l => Rule().Match(l)).Where(m => m.Success).Select(Of)]
            );
    }

    private static UfwRule Of(Match match)
    {
        var (to, toDevice) = Side(match.Groups["to"].Value);
        var (from, fromDevice) = Side(match.Groups["from"].Value);
        return new UfwRule(
            match.Groups["action"].Value,
            match.Groups["direction"].Value,
            match.Groups["to"].Value.Contains("(v6)", StringComparison.Ordinal)
                || match.Groups["from"].Value.Contains("(v6)", StringComparison.Ordinal)
                || IsAddress6(from)
                || IsAddress6(to),
            to,
            toDevice,
            from,
            fromDevice,
            match.Groups["comment"].Value.Trim()
        );
    }

    private static bool IsAddress6(string side) =>
        FieldText.Address(
            side.Split(' ')[0].Split('/')[0],
            System.Net.Sockets.AddressFamily.InterNetworkV6
        )
            is not null;

    // "80 (v6) on eth0", "10.10.10.10 8080 on enp34s0"
    private static (string Text, string Device) Side(string side)
    {
        var plain = side.Replace("(v6)", "", StringComparison.Ordinal);
        var on = plain.IndexOf(" on ", StringComparison.Ordinal);
        return on < 0 ? (plain.Trim(), "") : (plain[..on].Trim(), plain[(on + 4)..].Trim());
    }

    [GeneratedRegex(
        @"^(\[ *\d+\] +)?(?<to>\S.*?) +(?<action>ALLOW|DENY|REJECT|LIMIT)( (?<direction>IN|OUT|FWD))? +(?<from>[^#]*\S) *(#(?<comment>.*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Rule();

    [GeneratedRegex(
        @"^Default: (?<policy>\w+) \(incoming\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Policy();
}

/// <summary>One rule of ufw.</summary>
/// <param name="Action">ALLOW, DENY, REJECT or LIMIT.</param>
/// <param name="Direction">IN, OUT or FWD; empty: in.</param>
/// <param name="IsVersion6">For IPv6.</param>
/// <param name="To">Port, service profile, address or Anywhere (<c>22/tcp</c>, <c>OpenSSH</c>).</param>
/// <param name="ToDevice">The interface it is for; empty: any.</param>
/// <param name="From">Source, with its port where one is named.</param>
/// <param name="FromDevice">The interface; empty: any.</param>
/// <param name="Comment">Its owner's words.</param>
public sealed record UfwRule(
    string Action,
    string Direction,
    bool IsVersion6,
    string To,
    string ToDevice,
    string From,
    string FromDevice,
    string Comment
);
