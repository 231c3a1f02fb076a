using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>Which lines of sshd's log prove which cause. State finds causes, since many of them leave the same line; where sshd does name one, its line is shown and settles it.</summary>
internal static class LogProof
{
    private const int MostLines = 2;

    private static readonly FrozenDictionary<string, string[]> Kinds = new Dictionary<
        string,
        string[]
    >
    {
        ["banner.hosts_deny"] = ["refused_connect"],
        ["banner.startups"] = ["maxstartups_drop", "maxstartups_begin"],
        ["banner.penalty"] = ["penalty_drop", "penalty_activated"],
        ["banner.not_restarted"] = ["version_mismatch"],
        ["banner.no_tasks"] = ["fork_failed"],
        ["banner.no_processes"] = ["fork_failed"],
        ["listener.taken"] = ["bind_failed"],
        ["listener.address_not_there"] = ["bind_failed"],
        ["listener.selinux_port"] = ["bind_failed"],
        ["listener.config"] = ["config_error"],
        ["listener.no_host_keys"] = ["no_host_keys", "host_key_unusable"],
        ["key_exchange.nothing_common"] = ["unable_to_negotiate"],
        ["user.lists"] = ["not_allowed"],
        ["user.root"] = ["root_login_refused"],
        ["key.from"] = ["source_not_permitted", "refused_by_options"],
        ["key.expired"] = ["refused_by_options"],
        ["key.excluded"] = ["refused_by_options"],
        ["key.revoked"] = ["key_revoked"],
        ["key.revoked_list"] = ["revocation_check_failed"],
        ["key.too_short"] = ["key_too_short"],
        ["key.algorithm"] = ["key_type_refused"],
        ["key.sha1"] = ["key_type_refused"],
        ["listener.privilege_separation"] = ["privsep_missing"],
        ["key.command"] = ["keys_command_failed"],
        ["key.too_many"] = ["max_auth_exceeded", "too_many_auth_failures"],
        ["method.second_factor"] = ["partial_auth"],
        ["paths.strict_modes"] = ["bad_ownership"],
        ["paths.unreadable"] = ["could_not_open_keys"],
        ["account.unknown"] = ["invalid_user"],
        ["account.locked"] = ["account_locked"],
        ["account.expired"] = ["pam_account_expired"],
        ["account.password_expired"] = ["pam_password_expired"],
        ["pam.faillock"] = ["pam_faillock"],
        ["pam.access"] = ["pam_access_denied"],
        ["pam.nologin"] = ["pam_account_denied"],
        ["method.grace_time"] = ["timeout"],
        ["session.chroot"] = ["chroot_refused"],
        ["session.limits"] = ["pam_session_failed"],
        ["session.pam"] = ["pam_session_failed"],
        ["session.subsystem"] = ["subsystem_failed"],
        ["session.idle"] = ["client_timeout"],
        ["shell.trouble"] = ["shell_refused"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The cause with the lines that prove it; as it is where there are none.</summary>
    public static CauseFound Added(DiagnosisCase asked, string cause, CauseFound found)
    {
        if (!Kinds.TryGetValue(cause, out var kinds))
        {
            return found;
        }

        ImmutableArray<EvidenceLine> lines =
        [
            .. (asked.Server.Log.Value ?? [])
                .Where(line => kinds.Contains(line.Kind))
                .TakeLast(MostLines)
                .Select(AttemptLog.Evidence),
        ];
        return lines.IsEmpty
            ? found
            : found with
            {
                Confidence = Confidence.Certain,
                Evidence = [.. found.Evidence.Where(line => !lines.Contains(line)), .. lines],
            };
    }
}
