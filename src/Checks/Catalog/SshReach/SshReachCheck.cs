using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Catalog.SshReach;

/// <summary>
/// Whether other hosts' sshds can be reached from this one. Example on bastion-1: <c>reach/web-12/192.0.2.2:22 = connected</c>. Who cares: whoever finds everything in order on web-12 itself and still
/// cannot connect.
/// </summary>
public sealed class SshReachCheck : Check
{
    public const string Prefix = "reach";
    public const string Banners = "reach_banner";
    public const string Ever = "reach_ever";
    private const int AtOnce = 8;

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.reach",
            Version = 1,
            Title = "whether other hosts' sshds can be reached from this one",
            Description =
                "Opens a TCP connection to each sshd that the controller assigned to this host, reads how the server names itself, and closes; it never authenticates. The controller assigns at most "
                + "three vantage points a host, in other networks where there are any, and at most four addresses, which the host's own agent reported. Each address is looked at every ten minutes "
                + "from one of them in turn (every address costs its sshd a log line, and from OpenSSH 9.8 on this host a second of penalty there). What an address that was never reached from here "
                + "comes to is recorded and not judged: networks are meant to be apart. A single failure does not tell whether the target or the way to it is at fault; "
                + "the controller compares the vantage points.",
            Interval = TimeSpan.FromMinutes(1),
            Deadline = TimeSpan.FromSeconds(45),
            Keys =
            [
                new(
                    Prefix + "/*/*",
                    KeyUse.Inventory,
                    "What a look at a host's sshd came to: connected, silent, closed, not ssh, refused, timed out, no route to host, network unreachable, prohibited, reset, failed.",
                    "connected"
                ),
                new(
                    Banners + "/*/*",
                    KeyUse.Inventory,
                    "How the server named itself last.",
                    "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7"
                ),
                new(
                    Ever + "/*/*",
                    KeyUse.Inventory,
                    "It was reached from here since it was assigned.",
                    "yes"
                ),
            ],
            Needs = [Capability.ConnectToOthers],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new OpenRule()];

    public override string Brief(CheckFacts facts)
    {
        var looks = facts.Under(Prefix).Where(held => !held.IsStale).ToList();
        var reached = looks.Count(held => held.Fact.Value == ReachOutcome.Connected);
        return looks.Count == 0 ? "" : $"{reached} of {looks.Count} addresses reached";
    }

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var asked = await context.Host.AskAsync(new ListReachTargets(), cancellationToken);
        var before = ReachCursor.Read(context.Cursor);
        if (!asked.IsOk || (asked.Value.Targets is null && before.IsEmpty))
        {
            var reason = asked.IsOk
                ? "no controller has assigned anybody to look at"
                : asked.Reason;
            seen.NotApplicable(reason);
            foreach (var prefix in (string[])[Prefix, Banners, Ever])
            {
                seen.Cover(prefix, CoverageState.Unreadable, reason);
            }

            return;
        }

        // Until the controller has spoken again, what was seen last stands.
        var sights = asked.Value.Targets is { } targets
            ? await LookAsync(context.Host, targets, before, cancellationToken)
            : before;
        Write(sights, seen);
        seen.Cursor = ReachCursor.Write(sights);
    }

    private static async ValueTask<ImmutableArray<ReachSight>> LookAsync(
        IHost host,
        ImmutableArray<ReachTarget> targets,
        ImmutableArray<ReachSight> before,
        CancellationToken cancellationToken
    )
    {
        var wanted = targets
            .SelectMany(target => target.EndPoints.Select(endPoint => (target, endPoint)))
            .ToImmutableArray();
        var sights = new ReachSight?[wanted.Length];
        await Parallel.ForAsync(
            0,
            wanted.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = cancellationToken,
            },
            async (i, token) =>
            {
                var (target, endPoint) = wanted[i];
                var last = before.FirstOrDefault(sight =>
                    sight.Host == target.Host && sight.EndPoint.Equals(endPoint)
                );
                sights[i] = await OneAsync(host, target, endPoint, last, token);
            }
        );
        return [.. sights.OfType<ReachSight>()];
    }

    private static async ValueTask<ReachSight?> OneAsync(
        IHost host,
        ReachTarget target,
        System.Net.IPEndPoint endPoint,
        ReachSight? last,
        CancellationToken cancellationToken
    )
    {
        // Asked also where none is due: a look that somebody asked for meanwhile is news, and costs nothing.
        var isDue = last is null || ReachTurn.IsDue(target, last.At, host.Time.GetUtcNow());
        var look = await host.AskAsync(
            new LookAtFleetSshd(endPoint.Address.ToString(), endPoint.Port)
            {
                OnlyIfKnown = !isDue,
            },
            cancellationToken
        );
        if (!look.IsOk || (last is not null && look.Value.At < last.At))
        {
            return last;
        }

        var outcome = ReachOutcome.Of(look.Value.Result);
        return new ReachSight(
            target.Host,
            endPoint,
            look.Value.At,
            outcome,
            look.Value.Result.Identification?.Line ?? last?.Banner ?? "",
            outcome == ReachOutcome.Connected || last is { WasReached: true }
        );
    }

    private static void Write(ImmutableArray<ReachSight> sights, ObservationBuilder seen)
    {
        seen.Complete(Prefix);
        seen.Complete(Banners);
        seen.Complete(Ever);
        foreach (var sight in sights)
        {
            var place = $"{FactKey.Segment(sight.Host)}/{sight.EndPoint}";
            seen.Fact($"{Prefix}/{place}", sight.Outcome);
            if (sight.Banner.Length > 0)
            {
                seen.Fact($"{Banners}/{place}", sight.Banner);
            }

            if (sight.WasReached)
            {
                seen.Fact($"{Ever}/{place}", "yes");
            }
        }
    }
}
