using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>sshd runs key commands only where root alone can have written them.</summary>
public sealed class KeysCommandRule : Rule
{
    private const int Execute = 0b001_001_001;
    private static readonly string[] Keywords =
    [
        "AuthorizedKeysCommand",
        "AuthorizedPrincipalsCommand",
    ];

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.trusted_ca/command",
            Title = "sshd can run the commands that yield keys and principals",
            Severity = Severity.High,
            Rationale =
                "sshd runs such a command only where it and every folder over it up to / belong to root and are writable by neither group nor others, StrictModes or not; otherwise it logs \"Unsafe AuthorizedKeysCommand\" "
                + "and goes on without its keys (OpenSSH misc.c, safe_path and subprocess).",
            Reads = ["keys_command/**", "sshd_config/AuthorizedKeysCommand"],
            References = ["sshd_config(5) AuthorizedKeysCommand"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        foreach (var keyword in Keywords)
        {
            var named = TrustSettings.Of(input, keyword);
            var path = named.Value.Split(' ')[0].Trim('"');
            yield return (
                named.IsUnknown
                    ? Finding(Outcome.Unknown, keyword, $"{keyword} is not known: {named.Reason}")
                : !path.StartsWith('/')
                    ? Finding(Outcome.NotApplicable, keyword, $"there is no {keyword}")
                : Judge(input, keyword, path)
            ) with
            {
                Source = named.Source ?? "",
            };
        }
    }

    private Finding Judge(JudgeInput input, string keyword, string path)
    {
        var facts = input[SshTrustedCaCheck.Id];
        var command = facts.Read(TrustKey.Command(path));
        if (command.Is(TrustFile.Missing))
        {
            return Finding(
                Outcome.Fail,
                keyword,
                $"{keyword} yields nothing: {path} does not exist"
            ) with
            {
                Keys = [TrustKey.Command(path)],
            };
        }

        if (!command.IsPresent || ModeText.Parse(command.Value) is not { } mode)
        {
            return Finding(
                Outcome.Unknown,
                keyword,
                $"{path}: {command.Reason ?? "not looked at"}"
            );
        }

        var steps = facts
            .Under(TrustKey.CommandPrefix)
            .Where(held => !held.IsStale)
            .Select(held =>
                (
                    held.Fact.Key,
                    Path: Uri.UnescapeDataString(held.Fact.Key[TrustKey.CommandPrefix.Length..]),
                    Mode: ModeText.Parse(held.Fact.Value)
                )
            )
            .ToImmutableArray();
        return Verdict(keyword, path, mode, steps, input) with
        {
            Keys = [.. steps.Select(step => step.Key)],
        };
    }

    private Finding Verdict(
        string keyword,
        string path,
        ModeText mode,
        ImmutableArray<(string Key, string Path, ModeText? Mode)> steps,
        JudgeInput input
    )
    {
        var debian = input["ssh.paths"].Read(PathsKey.PrivateGroups).Is("accepted");
        var refused = steps.Where(step => step.Mode is { } own && IsOpen(own)).ToList();
        var certain = refused.Where(step => !debian || IsCertain(step.Mode!)).ToList();
        return certain.Count > 0
                ? Finding(
                    Outcome.Fail,
                    keyword,
                    $"{keyword} yields nothing: sshd does not run {path}, because {Shown(certain[0].Path)} is {certain[0].Mode!.Octal} {certain[0].Mode!.Owner}:{certain[0].Mode!.Group}"
                ) with
                {
                    Remedy =
                    [
                        .. certain.Select(step =>
                            $"chown root {ShellWord.Quote(Shown(step.Path))} && chmod go-w {ShellWord.Quote(Shown(step.Path))}"
                        ),
                    ],
                }
            : refused.Count > 0
                ? Finding(
                    Outcome.Unknown,
                    keyword,
                    $"{Shown(refused[0].Path)} is writable by its group, and whether this sshd minds depends on the group's members"
                )
            : (mode.Bits & Execute) == 0
                ? Finding(
                    Outcome.Fail,
                    keyword,
                    $"{keyword} yields nothing: {path} is not executable"
                ) with
                {
                    Remedy = [$"chmod 755 {ShellWord.Quote(path)}"],
                }
            : Finding(Outcome.Pass, keyword, $"sshd can run {path}");
    }

    private static bool IsOpen(ModeText mode) =>
        mode.Owner != "root"
        || (mode.Bits & (ModeText.GroupMayWrite | ModeText.OthersMayWrite)) != 0;

    /// <summary>Debian's sshd lets root's own group write.</summary>
    private static bool IsCertain(ModeText mode) =>
        mode.Owner != "root" || (mode.Bits & ModeText.OthersMayWrite) != 0 || mode.Group != "root";

    private static string Shown(string path) => path == "/." ? "/" : path;
}
