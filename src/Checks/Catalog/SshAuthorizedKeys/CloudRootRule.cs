using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>Cloud images let root's keys say one sentence.</summary>
public sealed class CloudRootRule : Rule
{
    private const string Sentence = "Please login as the user";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.authorized_keys/cloud_root",
            Title = "root's keys that only say whom to log in as are known as such",
            Severity = Severity.Info,
            Rationale =
                "cloud-init (disable_root) puts a forced command before each of root's keys: the login succeeds, prints a sentence and closes after ten seconds. That is meant so, and passes; who wonders about it "
                + "finds here whom to log in as.",
            Reads = ["authorized_key/root/**"],
            References = ["cloud-init disable_root"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var keys = PlacedKey.All(input).Where(key => key.Account == "root").ToImmutableArray();
        var told = keys.FirstOrDefault(key =>
            key.Line.Options.Command?.Contains(Sentence, StringComparison.Ordinal) == true
        );
        yield return told is null
            ? Finding(Outcome.NotApplicable, "root", "no key of root's has cloud-init's command")
            : Finding(
                Outcome.Pass,
                "root",
                $"root's keys run cloud-init's command: {Said(told.Line.Options.Command!)} ({told.Source})"
            ) with
            {
                Source = told.Source,
                Keys = told.FactKeys,
            };
    }

    private static string Said(string command)
    {
        var from = command.IndexOf(Sentence, StringComparison.Ordinal);
        var end = command.IndexOf('.', from);
        return end < 0 ? command[from..] : command[from..end];
    }
}
