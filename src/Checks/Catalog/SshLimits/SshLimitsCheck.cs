using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>
/// How near sshd is to its limits. Example: the sample <c>ssh_load/unauthenticated/count = 3</c> beside <c>ssh_load/running_max_startups = 10-100</c>. Who cares: whoever is told "Connection closed
/// by remote host" now and then, because others hold all the places before the login.
/// </summary>
public sealed class SshLimitsCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.limits",
            Version = 1,
            Title = "how near sshd is to the limits it sets itself",
            Description =
                "Counts connections that have not authenticated (from the listener's own title, which also tells the limits it runs with; before 8.2 from the titles of its children), established "
                + "connections to sshd's ports, the most from one source, and the most terminals of one connection. The numbers are samples of a moment: what was refused between two runs is in "
                + "ssh.auth_log. MaxStartups, MaxSessions, LoginGraceTime and PerSourcePenalties are read by ssh.config. Sessions without a terminal (scp, sftp, tunnels) are not counted.",
            Interval = TimeSpan.FromSeconds(30),
            Keys =
            [
                new(
                    SshLoad.Limits,
                    KeyUse.Inventory,
                    "MaxStartups of the running daemon: from how many unauthenticated connections on it refuses some, and from how many all.",
                    "10-100"
                ),
            ],
            Needs = [Capability.InspectProcesses, Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new StartupsRule(),
        new MaxSessionsRule(),
        new LoginGraceTimeRule(),
        new PerSourcePenaltiesRule(),
    ];

    public override string Brief(CheckFacts facts) =>
        facts.Read(SshLoad.Limits) is { IsPresent: true } limits
            ? $"MaxStartups {limits.Value}"
            : "";

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(context.Host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(SshLoad.Prefix, CoverageState.Absent, missing);
            return;
        }

        seen.Complete(SshLoad.Prefix);
        await TitlesAsync(context.Host, seen, cancellationToken);
        await ConnectionsAsync(context.Host, seen, cancellationToken);
    }

    private static async ValueTask TitlesAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var processes = await host.AskAsync(new ListProcesses(SshdTitles.Names), cancellationToken);
        if (!processes.IsOk)
        {
            seen.Cover(SshLoad.Limits, CoverageState.Unreadable, processes.Reason);
            seen.Cover(SshLoad.Unauthenticated, CoverageState.Unreadable, processes.Reason);
            seen.Cover(SshLoad.MostTerminals, CoverageState.Unreadable, processes.Reason);
            return;
        }

        var titles = SshdTitles.Read(processes.Value);
        seen.Sample(SshLoad.Unauthenticated, titles.Unauthenticated);
        seen.Sample(SshLoad.MostTerminals, titles.MostTerminals);
        if (titles.Limits is { } limits)
        {
            seen.Fact(SshLoad.Limits, limits);
        }
    }

    private static async ValueTask ConnectionsAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var sockets = await host.AskAsync(new ListTcpSockets(), cancellationToken);
        if (!sockets.IsOk)
        {
            seen.Cover(SshLoad.Connections, CoverageState.Unreadable, sockets.Reason);
            seen.Cover(SshLoad.MostOfOneSource, CoverageState.Unreadable, sockets.Reason);
            return;
        }

        var expected = await SshPorts.AskAsync(
            host,
            new SshdAnswer(),
            sockets.Value,
            cancellationToken
        );
        var ports = expected
            .Concerning(sockets.Value)
            .Where(found => found.Holder is SshdProcesses.Name or "systemd")
            .Select(found => found.Socket.Port)
            .ToHashSet();
        var connections = ProcNetTcp
            .Established(sockets.Value.Tcp, ports)
            .Concat(ProcNetTcp.Established(sockets.Value.Tcp6, ports))
            .ToList();
        if (ports.Count == 0 && !sockets.Value.HoldersComplete)
        {
            const string reason = "only root can see which socket is sshd's";
            seen.Cover(SshLoad.Connections, CoverageState.Unreadable, reason);
            seen.Cover(SshLoad.MostOfOneSource, CoverageState.Unreadable, reason);
            return;
        }

        seen.Sample(SshLoad.Connections, connections.Count);
        seen.Sample(
            SshLoad.MostOfOneSource,
            connections
                .CountBy(connection => connection.Remote.Address)
                .Select(source => source.Value)
                .DefaultIfEmpty()
                .Max()
        );
    }
}
