using System.Collections.Immutable;
using Fleet.Checks.Catalog.Denials;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>SELinux refused sshd nothing lately.</summary>
public sealed class SelinuxDenialsRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "selinux/denials",
            Title = "SELinux has refused sshd nothing within the last day",
            Severity = Severity.Medium,
            Rationale =
                "A refusal names the cause that the login's own log hides: which file could not be read, which port could not be bound. Only refusals that were enforced, of processes in sshd's domain.",
            Reads = [SelinuxKeys.Denials + "/*/*/*"],
            References = ["ausearch(8)", "audit2why(1)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var denied = DeniedAccess.Of(input, SelinuxKeys.Id, SelinuxKeys.Denials).ToImmutableArray();
        foreach (var denial in denied)
        {
            yield return Finding(
                Outcome.Warn,
                denial.Subject(SelinuxKeys.Denials),
                $"SELinux refused {denial.Program} {{ {denial.Operation} }} on {denial.Object}{(denial.Name.Length > 0 ? $" {denial.Name}" : "")}"
            ) with
            {
                Keys = [denial.Key],
                Remedy = Remedy(denial),
            };
        }

        var coverage = input[SelinuxKeys.Id].CoverageOf(SelinuxKeys.Denials);
        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known what SELinux refused: {coverage.Reason}"
            );
        }
        else if (denied.IsEmpty)
        {
            yield return Finding(
                Outcome.Pass,
                "",
                "SELinux refused sshd nothing within the last day"
            );
        }
    }

    private static ImmutableArray<string> Remedy(DeniedAccess denial) =>
        denial.Operation == "name_bind"
        && denial.Name.All(char.IsAsciiDigit)
        && denial.Name.Length > 0
            ? [$"semanage port -a -t ssh_port_t -p tcp {denial.Name}"]
        : denial.Object.StartsWith("file ", StringComparison.Ordinal)
        || denial.Object.StartsWith("dir ", StringComparison.Ordinal)
            ?
            [
                $"ausearch -m AVC -ts today -c {denial.Program} | audit2why",
                denial.Name.StartsWith('/')
                    ? $"restorecon -Fv {ShellWord.Quote(denial.Name)}"
                    : "restorecon -RFv /home/*/.ssh /root/.ssh",
            ]
        : [$"ausearch -m AVC -ts today -c {denial.Program} | audit2why"];
}
