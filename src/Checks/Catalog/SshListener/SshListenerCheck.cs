using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshListener;

/// <summary>
/// On which addresses and ports somebody takes SSH connections. Example: <c>listen/tcp/0.0.0.0:22 = sshd</c>. Who cares: whoever gets "connection refused" although sshd runs.
/// </summary>
public sealed class SshListenerCheck : Check
{
    /// <summary>The prefix of its keys.</summary>
    public const string Prefix = "listen/tcp";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.listener",
            Version = 1,
            Title = "the addresses and ports on which sshd takes connections",
            Description =
                "Reads /proc/net/tcp and tcp6 and finds the process that holds each listening socket. Reported are sshd's own sockets, those that systemd holds for it (socket activation), and "
                + "whoever else holds a port that sshd is configured for. Listeners of sessions (X11 and port forwarding) and all other daemons are left out. Who holds a socket is visible to root only.",
            Interval = TimeSpan.FromSeconds(30),
            Keys =
            [
                new(
                    Prefix + "/*",
                    KeyUse.Watched,
                    "Who listens on the socket: sshd, systemd (for sshd), or another process on a port of sshd's.",
                    "sshd",
                    "ssh.service/running"
                ),
            ],
            Needs = [Capability.InspectProcesses, Capability.RunCommand, Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new ReachableRule(), new LoopbackOnlyRule(), new PortMismatchRule()];

    public override string Brief(CheckFacts facts) =>
        string.Join(' ', facts.Under(Prefix).Select(held => held.Fact.Key[(Prefix.Length + 1)..]));

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var answer = await SshdAnswer.AskAsync(context.Host, cancellationToken);
        if (!answer.IsInstalled)
        {
            seen.NotApplicable("no sshd is installed");
            seen.Cover(Prefix, CoverageState.Absent, answer.Reason);
            return;
        }

        var sockets = await context.Host.AskAsync(new ListTcpSockets(), cancellationToken);
        if (!sockets.IsOk)
        {
            seen.Cover(Prefix, CoverageState.Unreadable, sockets.Reason);
            return;
        }

        seen.Complete(Prefix);
        var ports = await SshPorts.AskAsync(context.Host, answer, sockets.Value, cancellationToken);
        foreach (var (socket, holder) in ports.Concerning(sockets.Value))
        {
            var key = $"{Prefix}/{socket}";
            if (holder is null)
            {
                seen.Cover(
                    key,
                    CoverageState.Unreadable,
                    $"somebody listens on {socket}; only root can see who"
                );
            }
            else
            {
                seen.Fact(key, holder);
            }
        }

        if (!sockets.Value.HoldersComplete)
        {
            seen.Cover(Prefix, CoverageState.Truncated, "only root can see who holds every socket");
        }
    }
}
