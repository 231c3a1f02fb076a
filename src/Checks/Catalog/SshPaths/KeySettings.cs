using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Accounts;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>What sshd's files say of key files, per account; a null value cannot be told (<see cref="Reason"/>).</summary>
internal sealed class KeySettings
{
    private readonly SshdConfiguration? _configuration;
    private readonly SshdEffective? _global;

    private KeySettings(SshdConfiguration? configuration, string reason)
    {
        _configuration = configuration;
        _global = configuration is null ? null : Evaluate(configuration, null, null);
        Reason = reason;
    }

    /// <summary>Why values cannot be told.</summary>
    public string Reason { get; }

    public string? StrictModes => Sure(_global, "StrictModes");

    /// <summary>The files as our own reader understands them; without any, sshd has its defaults.</summary>
    public static async ValueTask<KeySettings> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var files = await SshdConfigFiles.ReadAsync(
            host,
            OpenSshVersion.Assumed,
            cancellationToken
        );
        return files.IsOk ? new KeySettings(files.Value.Configuration, Gap(files.Value))
            : files.IsAbsent ? new KeySettings(Empty, "")
            : new KeySettings(null, files.Reason);
    }

    /// <summary>AuthorizedKeysFile for an account, Match sections for its name and groups included.</summary>
    public string? KeyFiles(PasswdEntry account, Func<IEnumerable<string>> groups) =>
        _configuration is null
            ? null
            : Sure(
                _configuration.HasMatch
                    ? Evaluate(_configuration, account.Name, groups())
                    : _global,
                "AuthorizedKeysFile"
            );

    private static SshdConfiguration Empty { get; } =
        SshdConfigReader.Read("/etc/ssh/sshd_config", "", OpenSshVersion.Assumed, _ => null);

    private static string Gap(SshdConfigFiles files) =>
        files.Configuration.Gaps.IsEmpty ? "" : files.Configuration.Gaps[0].Reason;

    private static string? Sure(SshdEffective? effective, string keyword) =>
        effective?.IsSure(keyword) == true ? effective.Find(keyword)?.Lines[0] : null;

    private static SshdEffective Evaluate(
        SshdConfiguration configuration,
        string? user,
        IEnumerable<string>? groups
    ) =>
        SshdEvaluator.Evaluate(
            configuration,
            SshdConnection.Unspecified with
            {
                User = user,
                Groups = groups is null ? null : [.. groups],
            },
            OpenSshVersion.Assumed
        );
}
