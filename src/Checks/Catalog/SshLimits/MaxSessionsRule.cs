using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>A connection can open another session.</summary>
public sealed class MaxSessionsRule : Rule
{
    private const string Keyword = "MaxSessions";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.limits/max_sessions",
            Title = "connections can open sessions",
            Severity = Severity.Medium,
            Rationale =
                "Clients that share one connection (ControlMaster) open a session for each terminal; past MaxSessions they get \"Session open refused by peer\". With 0 nobody gets a shell, "
                + "and forwarding alone works.",
            Reads = ["sshd_config/" + Keyword],
            References = ["sshd_config(5) MaxSessions", "CIS Debian 12 5.1.17"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var reading = SshLoad.Configured(input, Keyword);
        var isNumber = int.TryParse(
            reading.Value,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var max
        );
        var most = SshLoad.Number(input, SshLoad.MostTerminals);
        var source = reading.Source ?? "";
        var finding =
            !reading.IsPresent || !isNumber
                ? Finding(Outcome.Unknown, "", $"MaxSessions is not known: {reading.Reason}")
            : max == 0
                ? Finding(Outcome.Fail, "", "nobody gets a shell: MaxSessions is 0") with
                {
                    Remedy = SshdRemedy.Set(input, Keyword, "10", source),
                }
            // One session a connection is a choice, not a shortage.
            : max > 1 && most >= max
                ? Finding(
                    Outcome.Warn,
                    "",
                    $"a connection has {most} terminals open and gets no more (MaxSessions {max})"
                ) with
                {
                    Remedy = SshdRemedy.Set(
                        input,
                        Keyword,
                        (max * 2).ToString(CultureInfo.InvariantCulture),
                        source
                    ),
                }
            : Finding(
                Outcome.Pass,
                "",
                most is null
                    ? $"MaxSessions {max}"
                    : $"MaxSessions {max}; the connection with the most terminals has {most}"
            );
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
            Source = source,
        };
    }
}
