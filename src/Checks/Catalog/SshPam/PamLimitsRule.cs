using System.Collections.Immutable;
using Fleet.Checks.Access.Pam;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>Limits of nothing at all.</summary>
public sealed class PamLimitsRule : PamAccountRule
{
    internal const string Folder = "/etc/security/limits.d";
    private const string DefaultFile = "/etc/security/limits.conf";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.pam/limits",
            Title = "limits.conf leaves every account that can log in a session and a process",
            Severity = Severity.High,
            Rationale =
                "With maxlogins or maxsyslogins 0 pam_limits refuses the session after the login was accepted, and with nproc 0 the shell cannot start (Linux-PAM pam_limits.c, check_logins).",
            Reads = ["pam_file/**", "pam_stack/session", "account/*/groups"],
            References = ["limits.conf(5)", "pam_limits(8)"],
        };

    internal static string FileOf(PamModule module) => module.Argument("conf") ?? DefaultFile;

    private protected override string Module => "pam_limits.so";

    private protected override IEnumerable<PamModule> Deciding(PamService service)
    {
        var stack = service.Stack(PamType.Session);
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
        var limits = new PamLimits(
            [.. Lines(service, module)],
            account.Name,
            account.Uid,
            account.Gid,
            account.Groups
        );
        foreach (var (item, why) in Items)
        {
            if ((item != "nproc" || account.Uid != 0) && limits.Zero(item) is { } zero)
            {
                return new PamObjection(
                    why,
                    $"{zero.File}:{zero.Line.Line}",
                    [$"sed -i '{zero.Line.Line}s/^/#/' {ShellWord.Quote(zero.File)}"]
                );
            }
        }

        return null;
    }

    private protected override ImmutableArray<string> Keys(ImmutableArray<PamModule> deciding) =>
        [PamKey.Stack(PamType.Session), .. deciding.Select(module => PamKey.File(FileOf(module)))];

    private static readonly (string Item, string Why)[] Items =
    [
        ("maxlogins", "maxlogins 0 allows no session"),
        ("maxsyslogins", "maxsyslogins 0 allows no session"),
        ("nproc", "nproc 0 allows no process"),
    ];

    private static IEnumerable<PlacedLimit> Lines(PamService service, PamModule module)
    {
        var main = FileOf(module);
        IEnumerable<(string Path, string Text)> files = [(main, service.Text(main) ?? "")];
        return (
            module.Argument("conf") is null ? files.Concat(service.TextsIn(Folder)) : files
        ).SelectMany(file =>
            LimitsConf.Parse(file.Text).Lines.Select(line => new PlacedLimit(file.Path, line))
        );
    }
}
