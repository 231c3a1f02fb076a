using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Bans;

/// <summary>A program that bans: where it is, what its process is called, and its unit.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Paths">Its program file, in order of likelihood: configuration that a removed package left is no program.</param>
/// <param name="Processes">Names of its processes.</param>
/// <param name="Units">Its systemd units.</param>
internal sealed record InstalledProgram(
    string Name,
    ImmutableArray<string> Paths,
    ImmutableArray<string> Processes,
    ImmutableArray<string> Units
)
{
    private const string Wants = "/etc/systemd/system/multi-user.target.wants";

    /// <summary>Whether it runs; absent, with the reason, where it is no business of this host: no sshd, not installed, or neither running nor started at boot.</summary>
    public async ValueTask<Reply<bool>> IsRunningAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        if (
            (
                await SshdPresence.MissingAsync(host, cancellationToken)
                ?? await MissingAsync(host, cancellationToken)
            ) is
            { } missing
        )
        {
            return Reply.Absent<bool>(missing);
        }

        var processes = await host.AskAsync(new ListProcesses(Processes), cancellationToken);
        return !processes.IsOk ? new(processes.State, default, processes.Reason)
            : !processes.Value.IsEmpty ? Reply.Ok(true)
            : await StartsAtBootAsync(host, cancellationToken) ? Reply.Ok(false)
            : Reply.Absent<bool>($"{Name} is installed, but neither runs nor starts at boot");
    }

    private async ValueTask<string?> MissingAsync(IHost host, CancellationToken cancellationToken)
    {
        foreach (var path in Paths)
        {
            if (!(await host.AskAsync(new GetStatus(path), cancellationToken)).IsAbsent)
            {
                return null;
            }
        }

        return $"no {Name} is installed";
    }

    private async ValueTask<bool> StartsAtBootAsync(IHost host, CancellationToken cancellationToken)
    {
        foreach (var unit in Units)
        {
            var link = new GetStatus($"{Wants}/{unit}", FollowLinks: false);
            if (!(await host.AskAsync(link, cancellationToken)).IsAbsent)
            {
                return true;
            }
        }

        return false;
    }
}
