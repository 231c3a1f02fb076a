using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>There is room before the login.</summary>
public sealed class StartupsRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.limits/startups",
            Title = "new connections find a place before the login",
            Severity = Severity.High,
            Rationale =
                "sshd takes a limited number of connections that have not authenticated. From the first number of MaxStartups on it refuses some of the new ones at random, at the last number all: users "
                + "see \"Connection closed by remote host\" or \"Connection reset by peer\" before any password. Usually somebody guesses passwords, or many jobs connect at the same second.",
            Reads = [SshLoad.Limits, "sshd_config/MaxStartups"],
            CausedBy = "ssh.service/running",
            References = ["sshd_config(5) MaxStartups", "CIS Debian 12 5.1.18"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var configured = SshLoad.Configured(input, "MaxStartups");
        var running = input["ssh.limits"].Read(SshLoad.Limits);
        var limits = MaxStartups.Read(configured.Value, running.IsPresent ? running.Value : "");
        var used = SshLoad.Number(input, SshLoad.Unauthenticated);
        var finding =
            used is null
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known how many connections have not authenticated: {SshLoad.Doubt(input, SshLoad.Unauthenticated)}"
                )
            : limits is null
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"{used} connections have not authenticated; not known how many may: {configured.Reason}"
                )
            : Judge(input, used.Value, limits, configured.Source ?? "");
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
            Source = configured.Source ?? "",
        };
    }

    private Finding Judge(JudgeInput input, int used, MaxStartups limits, string source)
    {
        var refused = limits.Refused(used);
        var total = SshLoad.Number(input, SshLoad.Connections);
        var open = total is null ? "" : $" of {total} open";
        if (refused == 0)
        {
            return Finding(
                Outcome.Pass,
                "",
                $"{used}{open} connections have not authenticated; sshd refuses some from {limits.Start} on"
            );
        }

        var summary =
            refused == 100
                ? $"sshd refuses every new connection: {used}{open} have not authenticated (MaxStartups {limits})"
                : $"sshd refuses {refused} % of new connections: {used}{open} have not authenticated (MaxStartups {limits})";
        var more = new MaxStartups(limits.Start * 2, Math.Min(limits.Rate, 30), limits.Full * 2);
        return Finding(refused == 100 ? Outcome.Fail : Outcome.Warn, "", summary) with
        {
            Remedy =
            [
                "ss -Htnp state established | grep '\"sshd'",
                .. SshdRemedy.Set(input, "MaxStartups", more.ToString(), source),
            ],
        };
    }
}
