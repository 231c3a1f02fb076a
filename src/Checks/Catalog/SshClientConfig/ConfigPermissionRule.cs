using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>ssh takes every configuration file as it is.</summary>
public sealed class ConfigPermissionRule : ClientRule
{
    private const int OthersMayRead = 0b000_000_100;

    private protected override string CheckId => SshClientConfigCheck.Id;

    private protected override string Prefix => ConfigFact.File;

    private protected override string Nothing => "there is no client configuration";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh_client.config/permissions",
            Title = "ssh accepts the owner and permissions of every configuration file",
            Severity = Severity.Medium,
            Rationale =
                "ssh ends with \"Bad owner or permissions\" where ~/.ssh/config, or any file that is included, belongs to neither root nor the caller or may be written by group or others (OpenSSH readconf.c); "
                + "Debian and Ubuntu let the owner's private group write. An included file that the caller may not read ends it too: one drop-in in /etc/ssh/ssh_config.d with mode 0600 takes ssh from "
                + "everybody but root. The main /etc/ssh/ssh_config is not tested by ssh, but whoever may write it decides for everybody.",
            Reads = ["client_config/**", "client_config_group/**", ConfigFact.PrivateGroups],
            Decides = ["client_config/**"],
            References = ["ssh_config(5) FILES"],
        };

    private protected override Finding? Judge(Fact fact, CheckFacts facts, JudgeInput input)
    {
        var (account, path) = ClientKey.Split(fact.Key, Prefix);
        var isSystem = ClientKey.IsSystem(fact.Key, Prefix);
        var word = ShellWord.Quote(path);
        if (fact.Value == ConfigFact.Unreadable)
        {
            return Unreadable(account, path, isSystem);
        }

        if (ModeText.Parse(fact.Value) is not { } mode)
        {
            return Finding(Outcome.Unknown, path, $"{path}: {fact.Value} is no mode");
        }

        var owner = isSystem ? "root" : facts.Read(ClientKey.Of(ConfigFact.Owner, account)).Value;
        if (Objection(mode, owner, facts) is { } objection)
        {
            var effect =
                isSystem && path == ClientConfigFiles.SystemPath
                    ? "somebody beside root decides what ssh does for everybody"
                : isSystem ? "nobody can use ssh"
                : $"{account} cannot use ssh";
            return Finding(Outcome.Fail, path, $"{effect}: {path} {objection}") with
            {
                Remedy =
                [
                    .. mode.Owner == owner || mode.Owner == "root"
                        ? Array.Empty<string>()
                        : [$"chown {ShellWord.Quote(owner)} {word}"],
                    $"chmod go-w {word}",
                ],
            };
        }

        return isSystem && (mode.Bits & OthersMayRead) == 0
            ? Finding(
                Outcome.Fail,
                path,
                path == ClientConfigFiles.SystemPath
                    ? $"{path} applies to root alone: others may not read it ({mode.Octal})"
                    : $"nobody but root can use ssh: {path} is included, and others may not read it ({mode.Octal})"
            ) with
            {
                Remedy = [$"chmod a+r {word}"],
            }
            : Finding(Outcome.Pass, path, $"ssh takes {path} ({mode.Octal})");
    }

    private Finding Unreadable(string account, string path, bool isSystem)
    {
        string[] remedy = [$"chmod a+r {ShellWord.Quote(path)}"];
        return isSystem ? Finding(Outcome.Unknown, path, $"{path} could not be read")
            : IsMain(path)
                ? Finding(
                    Outcome.Warn,
                    path,
                    $"ssh passes over {path}: {account} may not read it"
                ) with
                {
                    Remedy = [.. remedy],
                }
            : Finding(
                Outcome.Fail,
                path,
                $"{account} cannot use ssh: the configuration includes {path}, which {account} may not read"
            ) with
            {
                Remedy = [.. remedy],
            };
    }

    /// <summary>An account's own file, which ssh does without where it cannot open it.</summary>
    private static bool IsMain(string path) =>
        path.EndsWith("/.ssh/config", StringComparison.Ordinal);

    private static string? Objection(ModeText mode, string owner, CheckFacts facts) =>
        mode.Owner != "root" && mode.Owner != owner ? $"belongs to {mode.Owner}"
        : (mode.Bits & ModeText.OthersMayWrite) != 0 ? $"is writable by everyone ({mode.Octal})"
        : (mode.Bits & ModeText.GroupMayWrite) != 0 && !IsPrivate(mode, owner, facts)
            ? $"is writable by its group {mode.Group} ({mode.Octal})"
        : null;

    private static bool IsPrivate(ModeText mode, string owner, CheckFacts facts)
    {
        var primary = facts.Read(ConfigFact.GroupKey(mode.Group, "primary"));
        var members = facts.Read(ConfigFact.GroupKey(mode.Group, "members"));
        return facts.Read(ConfigFact.PrivateGroups).Is("accepted")
            && primary.IsPresent
            && members.IsPresent
            && new PrivateGroup(
                PrivateGroup.Split(primary.Value),
                PrivateGroup.Split(members.Value)
            ).Admits(owner, mode.Owner);
    }
}
