using System.Collections.Immutable;
using System.Net.Sockets;

namespace Fleet.Checks.Access.Bans;

/// <summary>What ends a ban: the program's own command where it has one, else what takes the address out of its list in the packet filter.</summary>
internal static class UnbanCommand
{
    public static ImmutableArray<string> Of(Ban ban) =>
        ban.Tool switch
        {
            _ when !IsPlain(ban.List) => [],
            BanTool.Fail2ban => [$"fail2ban-client set {ban.List} unbanip {ban.Whom}"],
            BanTool.Crowdsec =>
            [
                ban.Whom.Contains('/', StringComparison.Ordinal)
                    ? $"cscli decisions delete --range {ban.Whom}"
                    : $"cscli decisions delete --ip {ban.Whom}",
            ],
            BanTool.Sshguard => [Sshguard(ban)],
            _ => [],
        };

    // sshguard has no command: its list names where it keeps its addresses.
    private static string Sshguard(Ban ban)
    {
        var words = ban.List.Split(' ');
        return words switch
        {
            ["nft", var family, var table, var set] =>
                $"nft delete element {family} {table} {set} '{{ {ban.Whom} }}'",
            ["ipset", var set] => $"ipset del {set} {ban.Whom}",
            ["firewalld", var set] => $"firewall-cmd --ipset={set} --remove-entry={ban.Whom}",
            ["blacklist", var file] =>
                $"sed -i '\\#|{ban.Whom}$#d' {file} && systemctl restart sshguard",
            _ => $"{Tables(ban)} -D sshguard -s {ban.Whom} -j DROP",
        };
    }

    private static string Tables(Ban ban) =>
        ban.Network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6
            ? "ip6tables"
            : "iptables";

    // Names that a shell would take for more than a name belong into no command.
    private static bool IsPlain(string list) =>
        list.Length > 0
        && list.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/');
}
