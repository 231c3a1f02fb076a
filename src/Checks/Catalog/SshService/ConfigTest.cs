using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>Asks <c>sshd -t</c>: <c>yes</c>, <c>no: its first complaint</c>, or unknown where the test itself was hindered.</summary>
internal static class ConfigTest
{
    public static async ValueTask<Reply<string>> AskAsync(
        IHost host,
        SshdState state,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new RunCommand(HostCommand.SshdTest, []),
            cancellationToken
        );
        if (!asked.IsOk)
        {
            return Reply.Failed<string>(asked.Reason);
        }

        if (asked.Value.ExitCode == 0)
        {
            return Reply.Ok("yes");
        }

        var complaint = SshdComplaint.Read(asked.Value.Error);
        return complaint.Kind switch
        {
            SshdComplaintKind.Permission => Reply.Denied<string>($"sshd -t: {complaint.Text}"),
            // sshd looks for the directory last, after configuration and host keys. It is made when sshd is started (systemd removes it when the unit stops): not there yet is not wrong.
            SshdComplaintKind.PrivilegeSeparation
                when IsMissing(complaint) && !IsPlainlyRunning(state) => Reply.Ok("yes"),
            SshdComplaintKind.HostKeys when !await IsRootAsync(host, cancellationToken) =>
                Reply.Denied<string>("sshd -t: only root may read the host keys"),
            _ => Reply.Ok($"no: {complaint.Text}"),
        };
    }

    private static bool IsMissing(SshdComplaint complaint) =>
        complaint.Text.StartsWith("Missing", StringComparison.Ordinal);

    private static bool IsPlainlyRunning(SshdState state) =>
        state.Running.Value == "yes" && state.Activation.Value != "socket";

    // Whoever asks owns its own /proc/self.
    private static async ValueTask<bool> IsRootAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var self = await host.AskAsync(new GetStatus("/proc/self"), cancellationToken);
        return self.IsOk && self.Value.Uid == 0;
    }
}
