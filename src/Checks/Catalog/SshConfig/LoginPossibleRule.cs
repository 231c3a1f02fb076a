using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>The configuration lets somebody in. Only what is certain counts: a Match section may still open a way that the global values close.</summary>
public sealed class LoginPossibleRule : Rule
{
    private static readonly string[] Methods =
    [
        "PubkeyAuthentication",
        "PasswordAuthentication",
        "KbdInteractiveAuthentication",
        "HostbasedAuthentication",
        "GSSAPIAuthentication",
    ];

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.config/login_possible",
            Title = "the configuration lets somebody log in",
            Severity = Severity.Critical,
            Rationale =
                "A list that denies everybody, or all methods switched off, locks out the administrators too; running sessions do not notice.",
            Reads =
            [
                .. Methods.Select(SshConfigKeys.Of),
                SshConfigKeys.Of("DenyUsers"),
                SshConfigKeys.Of("DenyGroups"),
            ],
            References = ["sshd_config(5) DenyUsers", "sshd_config(5) DenyGroups"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.config"];
        if (HasMatch(input))
        {
            yield return Finding(
                facts.Status == RunStatus.Ran ? Outcome.Pass : Outcome.Unknown,
                "",
                "Match sections decide for some users or sources: no list or switch closes every way"
            );
            yield break;
        }

        foreach (var list in (string[])["DenyUsers", "DenyGroups"])
        {
            var key = SshConfigKeys.Of(list);
            var denied = facts.Read(key);
            if (denied.IsPresent && denied.Value.Split(' ').Contains("*"))
            {
                yield return Finding(
                    Outcome.Fail,
                    "",
                    $"nobody can log in: {list} {denied.Value} denies everybody{Place(denied.Source)}"
                ) with
                {
                    Keys = [key],
                    Source = denied.Source ?? "",
                    Remedy =
                    [
                        $"remove * from {list}{Place(denied.Source)}",
                        Sshd.SshdRemedy.Reload(input),
                    ],
                };
                yield break;
            }
        }

        var methods = Methods
            .Select(m => (Name: m, Reading: facts.Read(SshConfigKeys.Of(m))))
            .ToList();
        yield return methods.Exists(m => m.Reading.IsPresent && !m.Reading.Is("no"))
            ? Finding(Outcome.Pass, "", "at least one way to log in is open")
        : methods.Exists(m => m.Reading.IsUnknown)
            ? Finding(
                Outcome.Unknown,
                "",
                $"not known which ways to log in are open: {methods.Find(m => m.Reading.IsUnknown).Reading.Reason}"
            )
        : Finding(Outcome.Fail, "", "nobody can log in: every method is switched off") with
        {
            Keys = [.. Methods.Select(SshConfigKeys.Of)],
            Remedy = Sshd.SshdRemedy.Set(
                input,
                "PubkeyAuthentication",
                "yes",
                methods[0].Reading.Source ?? ""
            ),
        };
    }

    private static bool HasMatch(JudgeInput input) =>
        input.Documents.Values.Any(document =>
            document.Name.StartsWith("/etc/ssh/", StringComparison.Ordinal)
            && document
                .Body.Split('\n')
                .Any(line =>
                    line.TrimStart().StartsWith("match", StringComparison.OrdinalIgnoreCase)
                )
        );

    private static string Place(string? source) =>
        string.IsNullOrEmpty(source) ? "" : $" ({source})";
}
