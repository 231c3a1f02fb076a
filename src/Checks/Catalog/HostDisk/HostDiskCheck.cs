using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Machine;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>
/// Is there room where a login needs some? Example: <c>filesystem/home = rw ext4 home</c>, the sample <c>disk/home/used/percent = 63</c>. Who cares: whoever added a key to a full disk and got an empty file.
/// </summary>
public sealed class HostDiskCheck : Check
{
    private const int MostFileSystems = 100;

    /// <summary>What one file system gets to answer: a dead server must not hide the others.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = DiskKeys.Id,
            Version = 1,
            Title = "space, inodes and write access where logins need them",
            Description =
                "Finds the file systems under /, /home and every home of an account that can log in, /root, /run, /tmp, /var and /var/log, and asks each one how full it is. With a full disk a login "
                + "itself mostly still works, but keys get truncated, homes are not made, agent sockets fail and the log ends, so that evidence is missing. Mounts are those of the host's first "
                + "process, because the agent's own unit sees most of them read-only. File systems that only automount makes are not woken. Quotas of single users are not seen.",
            Interval = TimeSpan.FromMinutes(1),
            Keys =
            [
                new(
                    DiskKeys.Prefix + "/**",
                    KeyUse.Watched,
                    "A file system that a login needs (the root is filesystem/.): writable or not, its type, what of a login lies on it.",
                    "rw ext4 home,log,system,tmp,var"
                ),
            ],
            Needs = [Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new SpaceRule(), new InodesRule(), new WritableRule()];

    public override string Brief(CheckFacts facts) =>
        string.Join(
            ' ',
            facts.Under(DiskKeys.Prefix).Select(held => DiskKeys.PointOf(held.Fact.Key))
        );

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(context.Host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(DiskKeys.Prefix, CoverageState.Absent, missing);
            seen.Cover(DiskKeys.Samples, CoverageState.Absent, missing);
            return;
        }

        var mounts = await context.Host.AskAsync(
            new ReadFile("/proc/1/mounts", MaxBytes: 4 << 20),
            cancellationToken
        );
        if (!mounts.IsOk)
        {
            var reason = mounts.IsAbsent ? "/proc is not mounted" : mounts.Reason;
            seen.Cover(DiskKeys.Prefix, CoverageState.Unreadable, reason);
            seen.Cover(DiskKeys.Samples, CoverageState.Unreadable, reason);
            return;
        }

        var needed = new LoginMounts(context.Host, MountTable.Parse(mounts.Value.Text));
        await needed.FindAsync(cancellationToken);
        Cover(needed, seen);
        foreach (var (mount, uses) in needed.Found.Take(MostFileSystems))
        {
            seen.Fact(
                DiskKeys.FileSystem(mount.Point),
                new NeededFileSystem(mount.IsReadOnly, mount.Type, uses).ToString(),
                "/proc/1/mounts"
            );
            await MeasureAsync(context.Host, mount.Point, seen, cancellationToken);
        }
    }

    private static void Cover(LoginMounts needed, ObservationBuilder seen)
    {
        var (state, reason) =
            needed.Doubt is { } doubt ? (CoverageState.Truncated, $"homes are not known: {doubt}")
            : needed.Found.Count() > MostFileSystems
                ? (CoverageState.Truncated, $"more than {MostFileSystems} file systems")
            : (CoverageState.Complete, null);
        seen.Cover(DiskKeys.Prefix, state, reason);
        seen.Complete(DiskKeys.Samples);
    }

    private static async ValueTask MeasureAsync(
        IHost host,
        string point,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var asked = await AskAsync(host, point, cancellationToken);
        if (!asked.IsOk)
        {
            seen.Cover(DiskKeys.Of(point), CoverageState.Unreadable, asked.Reason);
            return;
        }

        var space = asked.Value;
        if (space.TotalBytes > 0)
        {
            // As df(1) counts: what root keeps for itself belongs to neither side.
            var used = space.TotalBytes - space.FreeBytes;
            seen.Sample(DiskKeys.Used(point), Percent(used, used + space.AvailableBytes));
            seen.Sample(DiskKeys.Available(point), space.AvailableBytes);
            seen.Sample(DiskKeys.Total(point), space.TotalBytes);
        }

        if (space.Inodes > 0)
        {
            seen.Sample(
                DiskKeys.InodesUsed(point),
                Percent(space.Inodes - space.FreeInodes, space.Inodes)
            );
        }
    }

    private static double Percent(long part, long whole) =>
        whole <= 0 ? 100 : Math.Round(100.0 * part / whole, 1);

    private static async ValueTask<Reply<SpaceStatus>> AskAsync(
        IHost host,
        string point,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(AnswerWithin, host.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        try
        {
            return await host.AskAsync(new GetSpace(point), both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reply.Failed<SpaceStatus>(
                $"{point}: no answer within {AnswerWithin.TotalSeconds:0} s"
            );
        }
    }
}
