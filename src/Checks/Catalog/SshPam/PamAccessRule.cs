using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>Accounts that access.conf refuses wherever they come from.</summary>
public sealed class PamAccessRule : PamAccountRule
{
    internal const string Folder = "/etc/security/access.d";
    private const string DefaultFile = "/etc/security/access.conf";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.pam/access",
            Title = "access.conf lets in every account that can log in",
            Severity = Severity.Medium,
            Rationale =
                "pam_access refuses after the key or password was accepted: the client sees only that the connection closes. The first rule that matches the user and the origin decides, root's too; what is said "
                + "here is certain for every origin (Linux-PAM pam_access.c).",
            Reads = ["pam_file/**", "pam_stack/account", "account/*/groups"],
            References = ["access.conf(5)", "pam_access(8)"],
        };

    internal static string FileOf(PamModule module) => module.Argument("accessfile") ?? DefaultFile;

    private protected override string Module => "pam_access.so";

    /// <summary>Restricting who may log in is what the file is for.</summary>
    private protected override Outcome Refused => Outcome.Warn;

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
    )
    {
        var files = Files(service, module).ToList();
        var access = new PamAccess(
            [.. files.SelectMany(file => file.Rules)],
            account.Name,
            account.Groups,
            module.Line.Arguments.Contains("nodefgroup")
        );
        if (access.FromAnywhere() is not { Answer: AccessAnswer.Denied, By: { } by })
        {
            return null;
        }

        var path = files.First(file => file.Rules.Contains(by)).Path;
        return new PamObjection(
            $"access.conf denies {account.Name} from everywhere",
            $"{path}:{by.Line}",
            [
                $"sed -i {ShellWord.Quote($"{by.Line}i + : {account.Name} : ALL")} {ShellWord.Quote(path)}",
            ]
        );
    }

    private protected override ImmutableArray<string> Keys(ImmutableArray<PamModule> deciding) =>
        [PamKey.Stack(PamType.Account), .. deciding.Select(module => PamKey.File(FileOf(module)))];

    /// <summary>The rules of the module's files, in its order.</summary>
    internal static IEnumerable<(string Path, ImmutableArray<AccessRule> Rules)> Files(
        PamService service,
        PamModule module
    )
    {
        var main = FileOf(module);
        IEnumerable<(string Path, string Text)> files = [(main, service.Text(main) ?? "")];
        return (
            module.Argument("accessfile") is null ? files.Concat(service.TextsIn(Folder)) : files
        ).Select(file =>
            (
                file.Path,
                AccessConf
                    .Parse(
                        file.Text,
                        module.Argument("fieldsep") ?? ":",
                        module.Argument("listsep") ?? ", \t"
                    )
                    .Rules
            )
        );
    }
}
