using System.Collections.Immutable;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Catalog.SshReach;

/// <summary>What a look at another host's sshd came to, in one word, and what that means.</summary>
public static class ReachOutcome
{
    public const string Connected = "connected";
    public const string Silent = "silent";
    public const string Closed = "closed";
    public const string Foreign = "not ssh";
    public const string Refused = "refused";
    public const string TimedOut = "timed out";
    public const string NoRoute = "no route to host";
    public const string NoNetwork = "network unreachable";
    public const string Prohibited = "prohibited";
    public const string Reset = "reset";
    public const string Failed = "failed";

    /// <summary>The word for a look.</summary>
    public static string Of(SshProbeResult result) =>
        Of(result.Connect, result.Identification is not null, result.Reason);

    /// <summary>The word for a look.</summary>
    /// <param name="connect">How connecting ended.</param>
    /// <param name="isNamed">The server named itself.</param>
    /// <param name="reason">What <see cref="SshProbe"/> or the kernel said.</param>
    public static string Of(ConnectOutcome connect, bool isNamed, string reason) =>
        connect switch
        {
            ConnectOutcome.Connected when isNamed => Connected,
            ConnectOutcome.Connected when Says(reason, "in time") => Silent,
            ConnectOutcome.Connected when Says(reason, "no SSH server") => Foreign,
            ConnectOutcome.Connected => Closed,
            ConnectOutcome.Refused => Refused,
            ConnectOutcome.TimedOut => TimedOut,
            // ENETUNREACH is told by the text alone.
            ConnectOutcome.Unreachable when Says(reason, "Network") => NoNetwork,
            ConnectOutcome.Unreachable => NoRoute,
            ConnectOutcome.Reset => Reset,
            ConnectOutcome.Prohibited => Prohibited,
            _ => Failed,
        };

    /// <summary>What it means and where the fault is to be looked for.</summary>
    public static string Meaning(string outcome) =>
        outcome switch
        {
            Connected => "sshd answers",
            Silent =>
                "the connection opens and nobody speaks: sshd hangs or is stopped, its queue is full, or a proxy or load balancer in front has nobody behind it",
            Closed =>
                "the connection opens and is closed at once: MaxStartups, a penalty for this source (PerSourcePenalties), hosts.deny, or a load balancer with nobody behind it",
            Foreign => "another program than sshd answers on that port",
            Refused =>
                "the host or a firewall says no: nothing listens there, a rule rejects (REJECT), or this source is banned (fail2ban)",
            TimedOut =>
                "nobody answers: the host is down, a firewall drops packets (ufw, DROP, a cloud's security group or network ACL), there is no way back, or this source is banned",
            NoRoute =>
                "somebody on the way says that the host cannot be reached: the last router does not find it, or a firewall answers with host- or admin-prohibited (firewalld, older Red Hat)",
            NoNetwork =>
                "there is no route to that network, here or at a router on the way: a missing route, a VPN or a peering that is down",
            Prohibited =>
                "it is forbidden: over IPv6 a firewall's admin-prohibited, else a rule of the looking host itself (output chain, SELinux)",
            Reset =>
                "something between resets the connection: a firewall, a proxy or a load balancer",
            _ => "it could not be tried",
        };

    /// <summary>Commands that find the fault, on the looking host first.</summary>
    public static ImmutableArray<string> Remedy(string outcome, string address, string port) =>
        outcome switch
        {
            Connected => [],
            Silent or Closed or Foreign =>
            [
                $"nc -v -w 5 {address} {port} </dev/null # here: what it says",
                $"ss -Htlnp sport = :{port} # on the target: who listens, how many wait",
                "journalctl -n 50 _COMM=sshd # on the target: refused, penalised, MaxStartups",
            ],
            Refused =>
            [
                $"ss -Htln sport = :{port} # on the target: does anybody listen",
                "nft list ruleset | grep -n reject # on the target",
                "fail2ban-client banned # on the target: is this source in it",
            ],
            NoRoute or NoNetwork =>
            [
                $"ip route get {address}; ip neighbour show {address} # here",
                $"traceroute -n -T -p {port} {address} # here: where it ends",
            ],
            Prohibited =>
            [
                "nft list ruleset | grep -n -A20 'hook output' # here",
                $"traceroute -n -T -p {port} {address} # here: who says so",
            ],
            _ =>
            [
                $"traceroute -n -T -p {port} {address} # here: where it ends",
                $"tcpdump -ni any tcp port {port} # on the target: a request that is not seen is lost before the host",
                "the cloud's security group and network ACL of the target: inbound tcp from this network",
            ],
        };

    private static bool Says(string reason, string text) =>
        reason.Contains(text, StringComparison.Ordinal);
}
