using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>
/// <c>ssh.pam</c>: what PAM is asked when somebody logs in, and what in it refuses.
/// <c>pam_stack/account = required pam_nologin.so | [success=1 …] pam_unix.so | …</c>.
/// </summary>
public sealed class SshPamCheck : Check
{
    internal const string Id = "ssh.pam";

    private static readonly string[] Prefixes =
    [
        PamKey.StackPrefix,
        PamKey.ModulePrefix,
        PamKey.FilePrefix,
        PamKey.FaillockPrefix,
    ];

    public override CheckDeclaration Declaration => SshPamDeclaration.Value;

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new PamStackRule(),
        new PamAccessRule(),
        new PamLimitsRule(),
        new PamShellsRule(),
        new FaillockRule(),
    ];

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        if (await NotAskedAsync(host, cancellationToken) is { } why)
        {
            Cover(seen, CoverageState.Absent, why);
            seen.NotApplicable(why);
            return;
        }

        var look = new PamLook(host, seen);
        Cover(seen, CoverageState.Complete, null);
        var stacks = await look.StacksAsync(cancellationToken);
        if (stacks.All(stack => stack.Modules.IsEmpty))
        {
            Cover(
                seen,
                CoverageState.Unreadable,
                look.Unreadable ?? "/etc/pam.d has no sshd and no other"
            );
            return;
        }

        foreach (var stack in stacks)
        {
            look.Stack(stack);
        }

        await look.ModulesAsync(stacks, cancellationToken);
        await look.FaillockAsync(stacks[0], cancellationToken);
        await ModuleFilesAsync(look, stacks, cancellationToken);
        if (look.Unreadable is not null)
        {
            seen.Cover(PamKey.FilePrefix, CoverageState.Truncated, look.Unreadable);
        }
    }

    private static async ValueTask ModuleFilesAsync(
        PamLook look,
        ImmutableArray<Access.Pam.PamStack> stacks,
        CancellationToken cancellationToken
    )
    {
        foreach (var module in stacks.SelectMany(stack => stack.Modules))
        {
            switch (module.Name)
            {
                case "pam_access.so":
                    await look.TextAsync(PamAccessRule.FileOf(module), cancellationToken);
                    await look.FolderAsync(PamAccessRule.Folder, cancellationToken);
                    break;
                case "pam_limits.so":
                    await look.TextAsync(PamLimitsRule.FileOf(module), cancellationToken);
                    await look.FolderAsync(PamLimitsRule.Folder, cancellationToken);
                    break;
                case "pam_shells.so":
                    await look.TextAsync(PamShellsRule.File, cancellationToken);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Why PAM certainly is not asked; null where it is, or where that cannot be told.</summary>
    private static async ValueTask<string?> NotAskedAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            return missing;
        }

        var settings = await AccountSettings.ReadAsync(host, cancellationToken);
        return settings.UsePam == false ? "UsePAM is no: sshd does not ask PAM" : null;
    }

    private static void Cover(ObservationBuilder seen, CoverageState state, string? reason)
    {
        foreach (var prefix in Prefixes)
        {
            seen.Cover(prefix, state, reason);
        }
    }
}
