using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>
/// Which OpenSSH package is installed, does sshd run what is installed, and is it known to be vulnerable? Examples: <c>package/openssh-server = 1:9.2p1-2+deb12u7</c>, <c>restart_pending/sshd = no</c>. Who
/// cares: whoever patched a fleet and must know that it took effect.
/// </summary>
public sealed class HostPackagesCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = PackageKeys.Id,
            Version = 2,
            Title = "the installed OpenSSH, whether sshd runs it, and what is known against it",
            Description =
                "Reads dpkg's status file, or asks rpm where its database has changed since the last run; looks whether the listening sshd's program or a library in its memory was replaced by an "
                + "upgrade; and compares the package's version with a small table of advisories. Distributions fix holes without taking a new release, so a version is judged by the distribution's own "
                + "fixed build. Where the table has none for it the answer is unknown, never a failure. The table is part of Fleet's release and no vulnerability scanner. What was installed, upgraded and "
                + "removed lately comes from the end of dpkg.log or dnf.rpm.log: it explains regressions. Not seen: what other tools log elsewhere (zypper, microdnf), and what logrotate has moved away.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    PackageKeys.Prefix + "/*",
                    KeyUse.Inventory,
                    "The version of the package with sshd, and of the one with liblzma.",
                    "1:9.2p1-2+deb12u7"
                ),
                new(
                    PackageKeys.Events + "/*",
                    KeyUse.Inventory,
                    "What was done to a package last: when, install, upgrade, downgrade, reinstall or remove, the version before and after. Packages done lately only.",
                    "2026-11-22T14:05:11Z upgrade 1:9.2p1-2+deb12u2 1:9.2p1-2+deb12u3"
                ),
                new(
                    PackageKeys.Distribution,
                    KeyUse.Inventory,
                    "The distribution and what it builds on, as os-release(5) has them.",
                    "ubuntu debian"
                ),
                new(
                    PackageKeys.Restart,
                    KeyUse.Watched,
                    "Whether the listening sshd is older than what is installed: no, binary replaced, libraries replaced.",
                    "no",
                    "ssh.service/running"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.InspectProcesses, Capability.RunCommand],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new RestartRule(), new AdvisoriesRule()];

    public override string Brief(CheckFacts facts) => facts.Read(PackageKeys.Ssh).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(PackageKeys.Prefix, CoverageState.Absent, missing);
            seen.Cover(PackageKeys.Distribution, CoverageState.Absent, missing);
            seen.Cover(PackageKeys.Restart, CoverageState.Absent, missing);
            seen.Cover(PackageKeys.Events, CoverageState.Absent, missing);
            return;
        }

        var (packages, cursor) = await InstalledPackages.AskAsync(
            host,
            context.Cursor,
            cancellationToken
        );
        seen.Cursor = cursor;
        Cover(seen, PackageKeys.Prefix, packages.State, packages.Reason);
        if (packages.IsOk)
        {
            Fact(seen, PackageKeys.Ssh, packages.Value.Ssh);
            Fact(seen, PackageKeys.Xz, packages.Value.Xz);
        }

        var release = await host.AskAsync(new ReadFile("/etc/os-release"), cancellationToken);
        Cover(seen, PackageKeys.Distribution, release.State, release.Reason);
        if (release.IsOk)
        {
            var read = OsRelease.Parse(release.Value.Text);
            Fact(seen, PackageKeys.Distribution, string.Join(' ', read.Like.Prepend(read.Id)));
        }

        await PackageLogs.SeeAsync(host, seen, cancellationToken);
        var restart = await PendingRestart.AskAsync(host, cancellationToken);
        Cover(seen, PackageKeys.Restart, restart.State, restart.Reason);
        Fact(seen, PackageKeys.Restart, restart.Value);
    }

    private static void Fact(ObservationBuilder seen, string key, string? value)
    {
        if (value is not null)
        {
            seen.Fact(key, value);
        }
    }

    private static void Cover(
        ObservationBuilder seen,
        string prefix,
        ReplyState state,
        string reason
    ) =>
        seen.Cover(
            prefix,
            state switch
            {
                ReplyState.Ok => CoverageState.Complete,
                ReplyState.Absent => CoverageState.Absent,
                _ => CoverageState.Unreadable,
            },
            state == ReplyState.Ok ? null : reason
        );
}
