using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshListener;

/// <summary>Something takes SSH connections.</summary>
public sealed class ReachableRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.listener/reachable",
            Title = "sshd listens",
            Severity = Severity.Critical,
            Rationale =
                "Without a listening socket every connection is refused, even where a process called sshd still serves old sessions.",
            Reads = [SshListenerCheck.Prefix + "/*"],
            CausedBy = "ssh.service/running",
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.listener"];
        var sockets = HeldSocket.Of(facts);
        var ssh = sockets.Where(socket => socket.IsSsh).ToList();
        var doubt = HeldSocket.Doubt(facts);
        var other = sockets.FirstOrDefault(socket => !socket.IsSsh);
        var finding =
            ssh.Count > 0
                ? Finding(
                    Outcome.Pass,
                    "",
                    $"listening on {string.Join(' ', ssh.Select(s => s.Name))}"
                )
            : doubt is not null
                ? Finding(Outcome.Unknown, "", $"not known whether sshd listens: {doubt}")
            : other is not null
                ? Finding(
                    Outcome.Fail,
                    "",
                    $"nobody can connect: {other.Holder} holds {other.Name}, which sshd is configured for"
                ) with
                {
                    Remedy = [$"ss -Htlnp sport = :{other.EndPoint.Port}"],
                }
            : Finding(Outcome.Fail, "", "nobody can connect: nothing listens for ssh") with
            {
                Remedy = [Start(input)],
            };
        yield return finding with
        {
            Keys = [.. sockets.Select(s => s.Key)],
        };
    }

    private static string Start(JudgeInput input) =>
        Sshd.SshdRemedy.Unit(input) is { } unit ? $"systemctl restart {unit}" : "/usr/sbin/sshd";
}
