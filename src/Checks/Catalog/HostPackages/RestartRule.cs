using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>An upgrade of sshd has taken effect.</summary>
public sealed class RestartRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.packages/restart",
            Title = "sshd runs what is installed",
            Severity = Severity.High,
            Rationale =
                "After an upgrade the old listener starts the new program for each connection. Where the two do not fit (9.8 split sshd, OpenSSL changed its version) every new connection is reset while "
                + "open sessions live on: \"rexec version mismatch\", \"OpenSSL version mismatch\". And a hole is not closed while the old code listens.",
            Reads = [PackageKeys.Restart],
            Decides = [PackageKeys.Restart],
            CausedBy = "ssh.service/running",
            References = ["OpenSSH 9.8 release notes", "needrestart(1)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var pending = input[PackageKeys.Id].Read(PackageKeys.Restart);
        var finding =
            pending.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd runs what is installed: {pending.Reason}"
                )
            : pending.IsAbsent
                ? Finding(Outcome.NotApplicable, "", pending.Reason ?? "no sshd listens by itself")
            : pending.Is(PendingRestart.No)
                ? Finding(Outcome.Pass, "", "sshd runs what is installed")
            : Finding(Outcome.Warn, "", Text(pending.Value)) with
            {
                Remedy =
                [
                    SshdRemedy.Unit(input) is { } unit
                        ? $"sshd -t && systemctl restart {unit}"
                        : "sshd -t && kill -HUP \"$(cat /run/sshd.pid)\"",
                ],
            };
        yield return finding with
        {
            Keys = [PackageKeys.Restart],
        };
    }

    private static string Text(string value) =>
        value == PendingRestart.Binary
            ? "sshd was upgraded and not restarted: the old program still listens, and new connections may be reset"
            : $"sshd still uses libraries from before their upgrade ({value[PendingRestart.Libraries.Length..]}): what they fixed is still open";
}
