using System.Net;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshListener;

/// <summary>Other hosts can connect.</summary>
public sealed class LoopbackOnlyRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.listener/loopback_only",
            Title = "sshd listens on an address that other hosts can reach",
            Severity = Severity.High,
            Rationale =
                "A socket on 127.0.0.1 or ::1 looks fine from the host itself and refuses everybody else.",
            Reads = [SshListenerCheck.Prefix + "/*"],
            CausedBy = "ssh.service/running",
            References = ["sshd_config(5) ListenAddress"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.listener"];
        var ssh = HeldSocket.Of(facts).Where(socket => socket.IsSsh).ToList();
        var names = string.Join(' ', ssh.Select(s => s.Name));
        var finding =
            ssh.Exists(s => !IPAddress.IsLoopback(s.EndPoint.Address))
                ? Finding(Outcome.Pass, "", $"listening on {names}")
            : HeldSocket.Doubt(facts) is { } doubt
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known on which addresses sshd listens: {doubt}"
                )
            : ssh.Count == 0 ? Finding(Outcome.NotApplicable, "", "sshd does not listen")
            : Loopback(input, names);
        yield return finding with
        {
            Keys = [.. ssh.Select(s => s.Key)],
        };
    }

    private Finding Loopback(JudgeInput input, string names)
    {
        var configured = input["ssh.config"].Read("sshd_config/ListenAddress");
        var source = configured.IsPresent ? configured.Source ?? "" : "";
        return Finding(
            Outcome.Warn,
            "",
            $"sshd listens on loopback only ({names}): nobody can connect from another host"
        ) with
        {
            Source = source,
            Remedy =
            [
                source.Length > 0
                    ? $"remove or change the line {source}, which sets ListenAddress"
                    : "ss -Htlnp",
                SshdRemedy.Reload(input),
            ],
        };
    }
}
