using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;

namespace Fleet.Checks.Catalog.HostConntrack;

/// <summary>
/// Whether the kernel has room for new connections. Example: the sample <c>conntrack/used/percent = 97</c> beside <c>conntrack/max = 65536</c>. Who cares: whoever's connections time out now and
/// then while old ones go on.
/// </summary>
public sealed class HostConntrackCheck : Check
{
    private const string Folder = "/proc/sys/net/netfilter";
    private const string Full = "nf_conntrack: table full";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "host.conntrack",
            Version = 1,
            Title = "whether the kernel has room for new connections",
            Description =
                "Compares the entries of the connection tracking table with its size, counts the packets that found it full (/proc/net/stat/nf_conntrack, and the kernel's own words), and looks at the "
                + "queue of connections that sshd has not accepted yet beside the kernel's counts of connections that found a listener's queue full (ListenOverflows of /proc/net/netstat, of "
                + "all programs). Numbers of a moment and of the time since the last run. A host without connection tracking has no such table.",
            Interval = TimeSpan.FromSeconds(30),
            Keys =
            [
                new(
                    ConntrackKeys.Max,
                    KeyUse.Watched,
                    "How many connections can be tracked.",
                    "65536"
                ),
                new(
                    ConntrackKeys.Log,
                    KeyUse.Inventory,
                    "What the kernel said when the table was full.",
                    "nf_conntrack: nf_conntrack: table full, dropping packet"
                ),
                new(
                    ConntrackKeys.QueueLimit,
                    KeyUse.Inventory,
                    "How many connections may wait until sshd accepts them: the least of its sockets.",
                    "128"
                ),
            ],
            Needs = [Capability.ReadWorldReadable, Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new TableRule(), new ListenQueueRule()];

    public override string Brief(CheckFacts facts) =>
        facts.Read(ConntrackKeys.Max) is { IsPresent: true } max
            ? $"at most {max.Value} tracked connections"
            : "";

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var clock = await context.Host.AskAsync(new ReadClock(), cancellationToken);
        var boot = clock.IsOk ? clock.Value.BootId : "";
        var before = CounterCursor.Read(context.Cursor);
        before = before?.BootId == boot || before is null ? before : new(boot, 0, 0, 0);
        var (dropped, logged) = await TableAsync(context.Host, before, seen, cancellationToken);
        var overflows = await QueueAsync(context.Host, before, seen, cancellationToken);
        seen.Cursor =
            boot.Length == 0 ? "" : $"{new CounterCursor(boot, dropped, overflows, logged)}";
    }

    private static async ValueTask<(long Dropped, long LoggedAt)> TableAsync(
        IHost host,
        CounterCursor? before,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var max = await NumberAsync(host, $"{Folder}/nf_conntrack_max", cancellationToken);
        if (!max.IsOk)
        {
            seen.Cover(
                ConntrackKeys.Prefix,
                max.IsAbsent ? CoverageState.Absent : CoverageState.Unreadable,
                max.IsAbsent ? "connections are not tracked on this host" : max.Reason
            );
            return (-1, before?.LoggedAt ?? 0);
        }

        seen.Complete(ConntrackKeys.Prefix);
        seen.Fact(
            ConntrackKeys.Max,
            max.Value.ToString(CultureInfo.InvariantCulture),
            $"{Folder}/nf_conntrack_max"
        );
        var count = await NumberAsync(host, $"{Folder}/nf_conntrack_count", cancellationToken);
        if (!count.IsOk)
        {
            seen.Cover(ConntrackKeys.Used, CoverageState.Unreadable, count.Reason);
        }
        else if (max.Value > 0)
        {
            seen.Sample(ConntrackKeys.Count, count.Value);
            seen.Sample(ConntrackKeys.Used, 100.0 * count.Value / max.Value);
        }

        return await DroppedAsync(host, before, seen, cancellationToken);
    }

    // The log is read where there is something to find in it: it is long.
    private static async ValueTask<(long Dropped, long LoggedAt)> DroppedAsync(
        IHost host,
        CounterCursor? before,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(
            new ReadFile("/proc/net/stat/nf_conntrack"),
            cancellationToken
        );
        var dropped =
            (file.IsOk ? KernelCounters.OfProcessors(file.Value.Text, "drop") : null) ?? -1;
        var added = CounterCursor.Added(dropped, before?.Dropped);
        var logged = before?.LoggedAt ?? 0;
        if (dropped < 0 || added > 0 || (before is null && dropped > 0))
        {
            var log = await host.AskAsync(new ReadKernelLog(Full, 100), cancellationToken);
            if (log is { IsOk: true, Value: [.., var newest] said })
            {
                seen.Fact(ConntrackKeys.Log, newest.Text);
                var news = said.Count(m => m.SinceBoot.TotalMicroseconds > logged);
                added ??= before is null ? null : news;
                logged = (long)newest.SinceBoot.TotalMicroseconds;
            }
        }

        if (added is { } number)
        {
            seen.Sample(ConntrackKeys.Dropped, number);
        }
        else
        {
            seen.Cover(
                ConntrackKeys.Dropped,
                CoverageState.Unreadable,
                dropped < 0 ? "the kernel shows no count of dropped packets" : "counted from now on"
            );
        }

        return (dropped, logged);
    }

    private static async ValueTask<long> QueueAsync(
        IHost host,
        CounterCursor? before,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(new ReadFile("/proc/net/netstat"), cancellationToken);
        var overflows =
            (
                file.IsOk
                    ? KernelCounters.OfGroup(file.Value.Text, "TcpExt", "ListenOverflows")
                    : null
            ) ?? -1;
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            seen.Cover(ConntrackKeys.Queue, CoverageState.Absent, missing);
            return overflows;
        }

        var configured = await ConfiguredSshd.ReadAsync(host, cancellationToken);
        var sockets = await host.AskAsync(
            new MeasureTcp(configured.IsOk ? configured.Value.Ports : [22]),
            cancellationToken
        );
        if (!sockets.IsOk)
        {
            seen.Cover(ConntrackKeys.Queue, CoverageState.Unreadable, sockets.Reason);
            return overflows;
        }

        seen.Complete(ConntrackKeys.Queue);
        var listening = sockets.Value.Where(socket => socket.IsListening).ToList();
        if (listening.Count > 0)
        {
            var fullest = listening.MaxBy(s => s.Received / (double)Math.Max(1, s.Unsent))!;
            seen.Fact(
                ConntrackKeys.QueueLimit,
                fullest.Unsent.ToString(CultureInfo.InvariantCulture)
            );
            seen.Sample(ConntrackKeys.Waiting, fullest.Received);
        }
        else
        {
            seen.Cover(ConntrackKeys.QueueLimit, CoverageState.Absent, "nothing listens for ssh");
            seen.Cover(ConntrackKeys.Waiting, CoverageState.Absent, "nothing listens for ssh");
        }

        if (CounterCursor.Added(overflows, before?.Overflows) is { } added)
        {
            seen.Sample(ConntrackKeys.Overflows, added);
        }
        else
        {
            seen.Cover(
                ConntrackKeys.Overflows,
                CoverageState.Unreadable,
                overflows < 0 ? "the kernel shows no ListenOverflows" : "counted from now on"
            );
        }

        return overflows;
    }

    private static async ValueTask<Reply<long>> NumberAsync(
        IHost host,
        string path,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(new ReadFile(path, 64), cancellationToken);
        return !file.IsOk ? new Reply<long>(file.State, 0, file.Reason)
            : long.TryParse(
                file.Value.Text.Trim(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? Reply.Ok(number)
            : Reply.Failed<long>($"{path}: holds no number");
    }
}
