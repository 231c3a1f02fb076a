using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>Homes, .ssh folders and key files bear labels that sshd may read.</summary>
public sealed class LabelsRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "selinux/labels",
            Title = "keys bear a label that sshd may read",
            Severity = Severity.High,
            Rationale =
                "Files that were moved, restored or made by root keep the label of where they came from. sshd then cannot open authorized_keys although owner and modes are right: \"Could not open user "
                + "'alice' authorized keys: Permission denied\". Homes outside /home have no label of homes until the policy is told; homes on NFS need use_nfs_home_dirs. Key files outside a home are "
                + "not judged.",
            Reads = [SelinuxKeys.Labels + "/*/*", SelinuxKeys.Booleans + "/*", SelinuxKeys.Mode],
            Decides = [SelinuxKeys.Labels + "/*/*"],
            References = ["sshd_selinux(8)", "restorecon(8)", "semanage-fcontext(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[SelinuxKeys.Id];
        var isEnforcing = facts.Read(SelinuxKeys.Mode).Is(SelinuxKeys.Enforcing);
        foreach (
            var doubt in facts.Coverage.Where(c =>
                !c.IsCertain && FactKey.IsUnder(c.Prefix, SelinuxKeys.Labels)
            )
        )
        {
            yield return Finding(
                Outcome.Unknown,
                doubt.Prefix == SelinuxKeys.Labels
                    ? ""
                    : doubt.Prefix[(SelinuxKeys.Labels.Length + 1)..],
                $"not all labels are known: {doubt.Reason}"
            );
        }

        foreach (
            var account in facts
                .Under(SelinuxKeys.Labels)
                .Where(held => !held.IsStale)
                .Select(held => held.Fact)
                .GroupBy(fact => fact.Key.Split('/')[1])
        )
        {
            // Who has no .ssh has no keys to be read.
            if (account.Any(fact => Part(fact) != "home"))
            {
                yield return Judge(facts, account.Key, [.. account], isEnforcing);
            }
        }
    }

    private Finding Judge(
        CheckFacts facts,
        string account,
        ImmutableArray<Fact> labels,
        bool isEnforcing
    )
    {
        var home = labels.FirstOrDefault(fact => Part(fact) == "home").Source ?? "";
        var worst = labels
            .Where(fact => Part(fact) == "home" || IsUnder(fact.Source ?? "", home))
            .Select(fact => (Fact: fact, Verdict: Verdict(facts, fact)))
            .Where(judged => judged.Verdict.Outcome != Outcome.Pass)
            .OrderBy(judged => judged.Verdict.Outcome == Outcome.Fail ? 0 : 1)
            .ThenBy(judged => judged.Fact.Source?.Length)
            .FirstOrDefault();
        var finding = worst.Fact.Key is null
            ? Finding(Outcome.Pass, account, $"sshd may read the keys of {account}")
            : Wrong(account, worst.Fact, worst.Verdict, home, isEnforcing);
        return finding with { Keys = [.. labels.Select(fact => fact.Key)] };
    }

    private Finding Wrong(
        string account,
        Fact fact,
        LabelVerdict verdict,
        string home,
        bool isEnforcing
    )
    {
        var path = fact.Source ?? "";
        var type = AccessDenial.TypeOf(fact.Value);
        var text =
            verdict.Outcome == Outcome.Unknown
                ? $"{path} bears {type}, and whether {verdict.Switch} is on is not known"
            : verdict.Switch is { } off
                ? $"{account} cannot log in with a key: {path} bears {type} and {off} is off"
            : verdict.Outcome == Outcome.Warn
                ? $"{path} bears {type} instead of ssh_home_t: some policies keep sshd from reading it"
            : $"{account} cannot log in with a key: SELinux does not let sshd read {path}, which bears {type}";
        var outcome =
            verdict.Outcome == Outcome.Fail && !isEnforcing ? Outcome.Warn : verdict.Outcome;
        return Finding(outcome, account, isEnforcing ? text : $"when enforcing again: {text}") with
        {
            Remedy = verdict.Switch is { } name
                ? [$"setsebool -P {name} on"]
                : Relabel(Part(fact), home),
            Source = path,
        };
    }

    // A home's label is right where the policy knows that homes are there.
    private static ImmutableArray<string> Relabel(string part, string home)
    {
        var folder = home.LastIndexOf('/') is > 0 and var slash ? home[..slash] : "";
        var restore = $"restorecon -RFv {ShellWord.Quote(part == "home" ? home : home + "/.ssh")}";
        return part == "home" && folder is not ("" or "/home")
            ? [$"semanage fcontext -a -e /home {ShellWord.Quote(folder)}", restore]
            : [restore];
    }

    private static LabelVerdict Verdict(CheckFacts facts, Fact fact) =>
        LabelVerdict.Of(Part(fact), AccessDenial.TypeOf(fact.Value), facts);

    private static string Part(Fact fact) => fact.Key[(fact.Key.LastIndexOf('/') + 1)..];

    private static bool IsUnder(string path, string home) =>
        home.Length > 0 && path.StartsWith(home.TrimEnd('/') + "/", StringComparison.Ordinal);
}
