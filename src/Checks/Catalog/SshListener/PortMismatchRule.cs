using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshListener;

/// <summary>What the configuration asks for is what listens.</summary>
public sealed class PortMismatchRule : Rule
{
    private const string Configured = "sshd_config/ListenAddress";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.listener/port_mismatch",
            Title = "sshd listens on every configured port and address",
            Severity = Severity.High,
            Rationale =
                "A new port that is not listened on locks out whoever follows the configuration: the daemon was not restarted, another process holds the port, the address is not on this host, or "
                + "systemd's ssh.socket keeps the old one (Ubuntu 22.10 and newer).",
            Reads = [SshListenerCheck.Prefix + "/*", Configured],
            CausedBy = "ssh.service/running",
            References =
            [
                "sshd_config(5) Port",
                "sshd_config(5) ListenAddress",
                "systemd.socket(5)",
            ],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.listener"];
        var sockets = HeldSocket.Of(facts);
        var wanted = input["ssh.config"].Read(Configured);
        var missing = wanted.IsPresent
            ? wanted.Value.Split(' ').Where(name => !IsServed(name, sockets)).ToImmutableArray()
            : [];
        var finding =
            wanted.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known what sshd is configured for: {wanted.Reason}"
                )
            : missing.IsEmpty ? Finding(Outcome.Pass, "", "sshd listens where it is configured to")
            : HeldSocket.Doubt(facts) is { } doubt
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd listens on {string.Join(' ', missing)}: {doubt}"
                )
            : !sockets.Any(s => s.IsSsh)
                ? Finding(Outcome.NotApplicable, "", "sshd does not listen")
            : Missing(input, missing, sockets);
        yield return finding with
        {
            Keys = [Configured, .. sockets.Select(s => s.Key)],
            Source = wanted.Source ?? "",
        };
    }

    private Finding Missing(
        JudgeInput input,
        ImmutableArray<string> missing,
        ImmutableArray<HeldSocket> sockets
    )
    {
        var list = string.Join(' ', missing);
        var other = sockets.FirstOrDefault(s => !s.IsSsh);
        var isActivated = sockets.Any(s => s.Holder == "systemd");
        var summary =
            other is not null ? $"sshd does not listen on {list}: {other.Holder} holds {other.Name}"
            : isActivated
                ? $"sshd is configured for {list}, but systemd's ssh.socket does not listen there"
            : $"sshd is configured for {list}, but does not listen there";
        return Finding(Outcome.Fail, "", summary) with
        {
            Remedy =
                other is not null ? [$"ss -Htlnp sport = :{other.EndPoint.Port}"]
                : isActivated ? ["systemctl daemon-reload && systemctl restart ssh.socket"]
                : [Restart(input)],
        };
    }

    // A wildcard is served by any wildcard of its port: one [::] socket may take both families, and a host may lack IPv6.
    private static bool IsServed(string name, ImmutableArray<HeldSocket> sockets)
    {
        if (!IPEndPoint.TryParse(name, out var wanted))
        {
            return true;
        }

        var isAny =
            wanted.Address.Equals(IPAddress.Any) || wanted.Address.Equals(IPAddress.IPv6Any);
        return sockets.Any(s =>
            s.IsSsh
            && s.EndPoint.Port == wanted.Port
            && (
                s.EndPoint.Address.Equals(wanted.Address)
                || s.IsWildcard && (isAny || s.Holder == "systemd")
            )
        );
    }

    private static string Restart(JudgeInput input) =>
        SshdRemedy.Unit(input) is { } unit
            ? $"sshd -t && systemctl restart {unit}"
            : SshdRemedy.Reload(input);
}
