using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>A login that is asked about, as remedies need it.</summary>
/// <param name="Input">What is known of the host.</param>
/// <param name="Host">The same, as the model of logins has it.</param>
/// <param name="User">The account.</param>
/// <param name="Source">The client's address; null: nobody named one.</param>
/// <param name="KeyLine">The key that was asked about, <c>ssh-ed25519 AAAA…</c>; empty: none, or by its fingerprint alone.</param>
public sealed record WantedLogin(
    JudgeInput Input,
    LoginHost Host,
    string User,
    IPAddress? Source,
    string KeyLine = ""
);

/// <summary>Commands on the host that open the gates which refuse a login. Empty where no command does it.</summary>
public static class LoginRemedy
{
    /// <summary>For every gate that a way meets closed, in their order.</summary>
    public static ImmutableArray<string> Of(WantedLogin wanted, LoginWay way)
    {
        var commands = way.Closed.SelectMany(gate => Of(wanted, way.Means, gate)).ToList();
        // One reload at the end, however many lines change.
        var reload = Sshd.SshdRemedy.Reload(wanted.Input);
        var lines = commands.Where(command => command != reload).Distinct();
        return [.. lines, .. commands.Contains(reload) ? (string[])[reload] : []];
    }

    private static ImmutableArray<string> Of(
        WantedLogin wanted,
        LoginMeans? means,
        LoginDecision gate
    )
    {
        var user = ShellWord.Quote(wanted.User);
        return gate.Gate switch
        {
            LoginGate.Firewall => Firewall(wanted, gate),
            LoginGate.TcpWrappers => wanted.Source is null
                ? []
                : [$"sed -i '1i sshd: {Bracketed(wanted.Source)}' /etc/hosts.allow"],
            LoginGate.Account => [$"useradd --create-home --shell /bin/bash {user}"],
            LoginGate.Lock => gate.Words.Contains("expired", StringComparison.Ordinal)
                ? [$"chage -E -1 {user}"]
                : [$"usermod -p '*' {user}"],
            LoginGate.Shell or LoginGate.Session => [$"usermod -s /bin/bash {user}"],
            LoginGate.UserLists => UserListRemedy.Of(wanted, gate),
            LoginGate.RootLogin => SettingRemedy.Of(
                wanted,
                gate,
                "PermitRootLogin",
                means?.SshName is "password" or "keyboard-interactive" ? "yes" : "prohibit-password"
            ),
            LoginGate.Method => Method(wanted, gate),
            LoginGate.KeyFile => KeyFile(wanted),
            LoginGate.Key or LoginGate.Certificate => KeyRemedy.Of(wanted, means, gate),
            LoginGate.Password => [$"passwd {user}"],
            LoginGate.Pam or LoginGate.NoLogin => Pam(wanted, gate),
            _ => [],
        };
    }

    private static ImmutableArray<string> Firewall(WantedLogin wanted, LoginDecision gate)
    {
        var ports = wanted.Host.Filters.Sockets.Select(socket => socket.Port).Distinct().ToList();
        return ports is not [var port, ..] || gate.Source.Length == 0
            ? []
            : FirewallRemedy.Allow(
                port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                wanted.Source?.AddressFamily == AddressFamily.InterNetworkV6,
                gate.Source,
                wanted.Input["firewall.input"]
            );
    }

    private static string Bracketed(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";

    private static ImmutableArray<string> Method(WantedLogin wanted, LoginDecision gate)
    {
        var keyword = gate.Words.Split(' ')[0];
        return keyword switch
        {
            "AuthenticationMethods"
                when gate.Words.EndsWith(" besides", StringComparison.Ordinal) =>
                gate.Words.Contains("password", StringComparison.Ordinal)
                || gate.Words.Contains("keyboard-interactive", StringComparison.Ordinal)
                    ? [$"passwd {ShellWord.Quote(wanted.User)}"]
                    : [],
            "AuthenticationMethods" => SettingRemedy.Of(wanted, gate, keyword, "any"),
            _ => SettingRemedy.Of(wanted, gate, keyword, "yes"),
        };
    }

    private static ImmutableArray<string> KeyFile(WantedLogin wanted) =>
        [
            .. ((Rule[])[new StrictModesRule(), new KeyFileReadableRule()])
                .SelectMany(rule => rule.Judge(wanted.Input))
                .Where(finding => finding.Subject == wanted.User && finding.Outcome == Outcome.Fail)
                .SelectMany(finding => finding.Remedy)
                .Distinct(),
        ];

    private static ImmutableArray<string> Pam(WantedLogin wanted, LoginDecision gate)
    {
        var user = ShellWord.Quote(wanted.User);
        var file = gate.Source.LastIndexOf(':') is > 0 and var colon
            ? gate.Source[..colon]
            : gate.Source;
        return gate.Words switch
        {
            "the account has expired" => [$"chage -E -1 {user}"],
            "the password expired and was not changed in time" =>
            [
                $"chage -d \"$(date +%F)\" {user}",
            ],
            "access.conf denies it" when IsPlain(wanted.User) =>
            [
                $"sed -i '1i +:{wanted.User}:{wanted.Source?.ToString() ?? "ALL"}' {ShellWord.Quote(file)}",
            ],
            "/etc/shells does not have the shell" => [$"usermod -s /bin/bash {user}"],
            var words when words.EndsWith("nologin exists", StringComparison.Ordinal) =>
            [
                $"rm {ShellWord.Quote(gate.Source)}",
            ],
            _ => [],
        };
    }

    /// <summary>True for a name that stands for itself in patterns, in sed and between quotes.</summary>
    internal static bool IsPlain(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
}
