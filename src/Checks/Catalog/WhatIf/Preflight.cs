using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>What would become of a host's logins if a file took the place of its sshd_config. Nothing is installed and no host is asked.</summary>
public sealed record Preflight
{
    /// <summary>The proposed configuration as it was read.</summary>
    public required ProposedConfig Proposed { get; init; }

    /// <summary>What differs; empty where the file is invalid, or the present configuration is not known.</summary>
    public ImmutableArray<SettingChange> Settings { get; init; } = [];

    /// <summary>Who loses or gains; null where that cannot be said: <see cref="Unknown"/>, or the file is invalid.</summary>
    public AccessDifference? Access { get; init; }

    /// <summary>Why the answer is not certain; null where it is.</summary>
    public string? Unknown { get; init; }

    /// <summary>What else to know before the file is installed. Raw text from the host or the upload may be inside.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The host under the proposed configuration; null where <see cref="Access"/> is.</summary>
    public LoginHost? After { get; init; }

    public bool IsInvalid => !Proposed.Configuration.Errors.IsEmpty;

    /// <param name="input">What is stored of the host.</param>
    /// <param name="now">The same, as the model of logins has it.</param>
    /// <param name="text">The proposed text of <see cref="ProposedConfig.Path"/>.</param>
    public static Preflight Of(JudgeInput input, LoginModel now, string text)
    {
        var proposed = ProposedConfig.Read(input, text);
        var preflight = new Preflight { Proposed = proposed, Notes = proposed.Notes };
        if (preflight.IsInvalid)
        {
            return preflight;
        }

        if (now.Host.Configuration is not { } present)
        {
            return preflight with
            {
                Unknown =
                    $"the host's present configuration is not known: {now.Host.ConfigurationUnknown}",
            };
        }

        var after = ProposedLogins.Of(input, now.Host, proposed.Configuration);
        var settings = SettingChange.Between(
            present,
            proposed.Configuration,
            OpenSshVersion.Assumed
        );
        var access = AccessDifference.Of(now, after);
        return preflight with
        {
            Settings = settings,
            Access = access,
            After = after.Host,
            Unknown =
                proposed.Configuration.Gaps.FirstOrDefault()?.Reason
                ?? Doubt(now.Host, settings, access),
            Notes = [.. proposed.Notes, .. Listening(input, settings)],
        };
    }

    private static string? Doubt(
        LoginHost host,
        ImmutableArray<SettingChange> settings,
        AccessDifference access
    ) =>
        settings.IsEmpty ? null
        : host.AccountsUnknown is { } reason ? reason
        : host.Directories is [var directory, ..]
            ? $"accounts of {directory} are not seen: whether they keep their access is not known"
        : access.AnyDoubtful ? "whether some keep their access is not known"
        : null;

    private static IEnumerable<string> Listening(
        JudgeInput input,
        ImmutableArray<SettingChange> settings
    )
    {
        var listen = settings.FirstOrDefault(change => change.Name == "ListenAddress");
        if (listen is null)
        {
            yield break;
        }

        yield return ProposedLogins.IsHeldBySystemd(input)
            ? "systemd's ssh.socket listens, not sshd: Port and ListenAddress count only once the socket follows them (Ubuntu: systemctl daemon-reload && systemctl restart ssh.socket)"
            : $"sshd would listen at {listen.After}, not at {listen.Before}: clients must dial that";
    }
}
