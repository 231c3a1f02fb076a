using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>Who does not log in gives the place back.</summary>
public sealed class LoginGraceTimeRule : Rule
{
    private const string Keyword = "LoginGraceTime";
    private const string Max = "max";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.limits/login_grace_time",
            Title = "connections that do not log in end",
            Severity = Severity.Low,
            Rationale =
                "With LoginGraceTime 0 a connection may wait for ever, and whoever opens as many as MaxStartups allows locks everybody out. It was advised against CVE-2024-6387 for a while; "
                + "with a fixed sshd it belongs back.",
            Reads = ["sshd_config/" + Keyword],
            Decides = ["sshd_config/" + Keyword],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Max, "120"),
            References = ["sshd_config(5) LoginGraceTime", "CIS Debian 12 5.1.13"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var reading = SshLoad.Configured(input, Keyword);
        var most = input.Policy.Parameter(Declaration, Max);
        var isNumber = TryNumber(reading.Value, out var seconds);
        var finding =
            !reading.IsPresent || !isNumber
                ? Finding(Outcome.Unknown, "", $"LoginGraceTime is not known: {reading.Reason}")
            : seconds == 0 || (TryNumber(most, out var max) && seconds > max)
                ? Finding(
                    Outcome.Warn,
                    "",
                    seconds == 0
                        ? "connections that never log in stay for ever (LoginGraceTime 0)"
                        : $"connections that never log in stay {seconds} s, longer than {most} s"
                ) with
                {
                    Remedy = SshdRemedy.Set(input, Keyword, most, reading.Source ?? ""),
                }
            : Finding(Outcome.Pass, "", $"connections that do not log in end after {seconds} s");
        yield return finding with
        {
            Keys = [.. Declaration.Reads],
            Source = reading.Source ?? "",
        };
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
