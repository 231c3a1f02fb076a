using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostConntrack;

/// <summary>sshd takes up the connections that the kernel holds for it.</summary>
public sealed class ListenQueueRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.conntrack/listen_queue",
            Title = "connections do not pile up before sshd accepts them",
            Severity = Severity.High,
            Rationale =
                "The kernel completes connections by itself and holds them until sshd accepts them. Where sshd hangs or the machine starves, the queue fills, and from then on the kernel drops what "
                + "comes: clients first connect and hear nothing, later they time out, although the port is open.",
            Reads = [ConntrackKeys.QueueLimit],
            CausedBy = "ssh.service/running",
            References = ["listen(2)", "ss(8) Recv-Q and Send-Q of a listening socket"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.conntrack"];
        var limit = facts.Read(ConntrackKeys.QueueLimit);
        var coverage = facts.CoverageOf(ConntrackKeys.Waiting);
        if (facts.CoverageOf(ConntrackKeys.QueueLimit).State == Facts.CoverageState.Absent)
        {
            yield return Finding(Outcome.NotApplicable, "", coverage.Reason ?? "");
            yield break;
        }

        if (
            ConntrackKeys.Number(input, ConntrackKeys.Waiting) is not { } waiting
            || !double.TryParse(limit.Value, CultureInfo.InvariantCulture, out var most)
        )
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known how many connections wait for sshd: {coverage.Reason ?? limit.Reason}"
            );
            yield break;
        }

        var finding = Of(waiting, most, ConntrackKeys.Number(input, ConntrackKeys.Overflows) ?? 0);
        yield return finding with
        {
            Keys = [ConntrackKeys.QueueLimit],
            Remedy =
                finding.Outcome == Outcome.Pass
                    ? []
                    :
                    [
                        "ss -Hltn sport = :22 # Recv-Q: waiting, Send-Q: limit",
                        "ps -o pid,stat,wchan:20,args -C sshd # T: stopped, D: waits for a disk",
                        $"systemctl restart {Sshd.SshdRemedy.Unit(input) ?? "sshd"}",
                    ],
        };
    }

    private Finding Of(double waiting, double most, double overflows) =>
        waiting >= most
            ? Finding(
                Outcome.Fail,
                "",
                $"sshd takes up no connections: {waiting:0} wait and no more than {most:0} may; new ones are dropped"
            )
        : waiting >= most / 2
            ? Finding(
                Outcome.Warn,
                "",
                $"connections pile up before sshd accepts them: {waiting:0} of at most {most:0} wait"
                    + (
                        overflows > 0
                            ? $"; {overflows:0} found a full queue since the last look"
                            : ""
                    )
            )
        : Finding(Outcome.Pass, "", $"{waiting:0} of at most {most:0} connections wait for sshd");
}
