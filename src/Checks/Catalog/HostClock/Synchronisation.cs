using System.Collections.Immutable;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>Whether somebody keeps the clock right: <c>yes</c>, <c>no</c>, <c>starting</c> soon after boot, or <c>container</c> where the clock is another host's to keep.</summary>
internal static class Synchronisation
{
    /// <summary>A daemon needs some minutes for its first measurements.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What container managers leave for the programs inside (systemd.io/CONTAINER_INTERFACE, Docker, Podman).</summary>
    private static readonly string[] ContainerMarks =
    [
        "/run/systemd/container",
        "/run/host/container-manager",
        "/.dockerenv",
        "/run/.containerenv",
    ];

    public static async ValueTask<Reply<string>> AskAsync(
        IHost host,
        Reply<ClockDiscipline> kernel,
        ImmutableArray<string> daemons,
        CancellationToken cancellationToken
    )
    {
        if (kernel.IsOk && kernel.Value.IsSynchronised)
        {
            return Reply.Ok("yes");
        }

        // chronyd tells the kernel only where rtcsync stands in its configuration.
        if (
            daemons.Contains(TimeDaemons.Chrony)
            && await ByChronyAsync(host, cancellationToken) is { } tracked
        )
        {
            return Reply.Ok(tracked ? "yes" : await NotYetAsync(host, cancellationToken));
        }

        if (kernel.IsOk)
        {
            return Reply.Ok(await NotYetAsync(host, cancellationToken));
        }

        // timesyncd makes this file at its first answer from a server (systemd-timesyncd.service(8)).
        var flag = await host.AskAsync(
            new GetStatus("/run/systemd/timesync/synchronized"),
            cancellationToken
        );
        if (daemons.Contains(TimeDaemons.Timesync) && flag.IsOk)
        {
            return Reply.Ok("yes");
        }

        // Container managers forbid the question together with the setting.
        return await IsContainerAsync(host, cancellationToken)
            ? Reply.Ok("container")
            : Reply.Denied<string>(kernel.Reason);
    }

    private static async ValueTask<bool?> ByChronyAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new RunCommand(HostCommand.ChronyTracking, []),
            cancellationToken
        );
        return asked.IsOk && asked.Value.ExitCode == 0
            ? asked.Value.Output.Trim().Split(',')[^1]
                is "Normal"
                    or "Insert second"
                    or "Delete second"
            : null;
    }

    private static async ValueTask<string> NotYetAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        if (await IsContainerAsync(host, cancellationToken))
        {
            return "container";
        }

        var clock = await host.AskAsync(new ReadClock(), cancellationToken);
        return clock.IsOk && clock.Value.SinceBoot < Patience ? "starting" : "no";
    }

    private static async ValueTask<bool> IsContainerAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        foreach (var mark in ContainerMarks)
        {
            if ((await host.AskAsync(new GetStatus(mark), cancellationToken)).IsOk)
            {
                return true;
            }
        }

        return false;
    }
}
