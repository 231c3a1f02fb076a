using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>pam_shells alone reads /etc/shells.</summary>
public sealed class PamShellsRule : PamAccountRule
{
    internal const string File = "/etc/shells";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.pam/shells",
            Title =
                "Where pam_shells is asked, /etc/shells has the shell of every account that can log in",
            Severity = Severity.High,
            Rationale =
                "sshd itself never reads /etc/shells; a stack with pam_shells refuses an account whose shell the file does not have, with a key too where it stands in the stage account.",
            Reads = ["pam_file/etc/shells", "pam_stack/account", "account/*/shell"],
            References = ["pam_shells(8)", "shells(5)"],
        };

    private protected override string Module => "pam_shells.so";

    private protected override IEnumerable<PamModule> Deciding(PamService service)
    {
        var stack = service.Stack(PamType.Account);
        return stack.Modules.Where(module =>
            module.Name == Module && service.Refuses(stack, module)
        );
    }

    private protected override PamObjection? Objection(
        PamService service,
        PamModule module,
        LoginAccount account
    ) =>
        account.Shell is not { } shell
        || WordPerLine.Parse(service.Text(File) ?? "").Contains(shell.Path)
            ? null
            : new PamObjection(
                $"{File} does not have the shell {shell.Path}",
                module.Source,
                [$"echo {ShellWord.Quote(shell.Path)} >> {File}"]
            );

    private protected override ImmutableArray<string> Keys(ImmutableArray<PamModule> deciding) =>
        [PamKey.Stack(PamType.Account), PamKey.File(File)];
}
