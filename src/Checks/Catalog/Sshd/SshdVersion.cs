using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>The installed sshd.</summary>
/// <param name="Number">The release.</param>
/// <param name="Text">As it calls itself: <c>OpenSSH_9.2p1 Debian-2+deb12u7</c>.</param>
public sealed record SshdVersion(OpenSshVersion Number, string Text)
{
    /// <summary>Asks <c>sshd -V</c>. Before 9.0 that is an unknown option, and sshd names itself in its usage text.</summary>
    public static async ValueTask<Reply<SshdVersion>> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new RunCommand(HostCommand.SshdVersion, []),
            cancellationToken
        );
        if (!asked.IsOk)
        {
            return new Reply<SshdVersion>(asked.State, null, asked.Reason);
        }

        var line = $"{asked.Value.Error}\n{asked.Value.Output}"
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("OpenSSH_", StringComparison.Ordinal));
        return line is not null && OpenSshVersion.TryFind(line, out var number)
            ? Reply.Ok(new SshdVersion(number, line.Split(", ")[0].Trim()))
            : Reply.Failed<SshdVersion>("sshd -V: names no release");
    }
}
