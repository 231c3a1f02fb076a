using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshConfig;

/// <summary>
/// What sshd's files make it do. Example: <c>sshd_config/PermitRootLogin = prohibit-password</c>, from <c>/etc/ssh/sshd_config:33</c>. Who cares: whoever must know who can log in, and how.
/// </summary>
public sealed class SshConfigCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.config",
            Version = 2,
            Title = "sshd's effective configuration, and whether the running daemon has loaded it",
            Description =
                "Reads the effective values with sshd -T, and with Fleet's own reader of sshd_config(5) which file and line each comes from. The own reader answers alone where "
                + "sshd cannot (the agent is not root, or systemd has removed the privilege separation directory because the unit is stopped); the values are the same either way, and "
                + "those that depend on the build are then kept as last seen. Values are global: what Match sections change for some users or sources is in the documents, not in the facts. "
                + "A file that is newer than the daemon's last start or reload is a fact of its own. Options on the daemon's command line and a drop-in that was removed since the last reload are not seen.",
            Interval = TimeSpan.FromMinutes(1),
            Keys = SshConfigKeys.Declared,
            Needs = [Capability.RunCommand, Capability.ReadPrivileged, Capability.InspectProcesses],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new PermitRootLoginRule(),
        new PasswordAuthenticationRule(),
        new PermitEmptyPasswordsRule(),
        new PubkeyAuthenticationRule(),
        new LoginPossibleRule(),
        new StrictModesRule(),
        new MaxAuthTriesRule(),
        new LoadedRule(),
    ];

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var answer = await SshdAnswer.AskAsync(context.Host, cancellationToken);
        if (!answer.IsInstalled)
        {
            seen.NotApplicable("no sshd is installed");
            seen.Cover(SshConfigKeys.Prefix, CoverageState.Absent, answer.Reason);
            seen.Cover(SshConfigKeys.Loaded, CoverageState.Absent, answer.Reason);
            seen.Cover(SshConfigKeys.Mode, CoverageState.Absent, answer.Reason);
            seen.Cover(SshConfigKeys.Modified, CoverageState.Absent, answer.Reason);
            return;
        }

        foreach (var file in answer.Files?.Files ?? [])
        {
            seen.Document(Document.Capped(file.Path, file.Text));
        }

        Values(answer, seen);
        await ConfigFileModes.SeeAsync(context.Host, answer, seen, cancellationToken);
        var loaded = await LoadedConfig.AskAsync(context.Host, answer, cancellationToken);
        if (loaded.IsOk)
        {
            seen.Complete(SshConfigKeys.Loaded);
            seen.Fact(SshConfigKeys.Loaded, loaded.Value);
        }
        else
        {
            seen.Cover(SshConfigKeys.Loaded, CoverageState.Unreadable, loaded.Reason);
        }
    }

    private static void Values(SshdAnswer answer, ObservationBuilder seen)
    {
        if (answer.Effective is not { } effective)
        {
            seen.Cover(SshConfigKeys.Prefix, CoverageState.Unreadable, answer.Reason);
            return;
        }

        foreach (var setting in effective.Settings)
        {
            seen.Fact(SshConfigKeys.Of(setting.Name), setting.Value, setting.Source?.ToString());
        }

        if (answer.BySshd)
        {
            seen.Complete(SshConfigKeys.Prefix);
            return;
        }

        seen.Cover(
            SshConfigKeys.Prefix,
            CoverageState.Truncated,
            $"sshd did not answer: {answer.Reason}"
        );
        foreach (var keyword in effective.Sure)
        {
            seen.Complete(SshConfigKeys.Of(keyword));
        }
    }
}
