using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>What sshd's files say for one account: Match sections for its name and groups included, those for sources not.</summary>
internal sealed class AccountSettings
{
    private static readonly string[] ListKeywords =
    [
        "DenyUsers",
        "AllowUsers",
        "DenyGroups",
        "AllowGroups",
    ];

    private readonly SshdConfiguration? _configuration;
    private readonly SshdEffective? _global;

    private AccountSettings(SshdConfiguration? configuration, string reason)
    {
        (_configuration, Reason) = (configuration, reason);
        _global = configuration is null ? null : Evaluate(SshdConnection.Unspecified);
        Directives = configuration?.Directives ?? [];
        DependsOnSource = Directives.Any(directive =>
            ListKeywords.Contains(directive.Name)
            && directive
                .Conditions.SelectMany(match => match.Criteria)
                .Any(criterion =>
                    criterion.Kind
                        is not (
                            SshdCriterionKind.All
                            or SshdCriterionKind.User
                            or SshdCriterionKind.Group
                        )
                )
        );
    }

    /// <summary>Why values cannot be told.</summary>
    public string Reason { get; }

    /// <summary>True where a Match section by address or host has a list of users or groups.</summary>
    public bool DependsOnSource { get; }

    public ImmutableArray<SshdDirective> Directives { get; }

    /// <summary>UsePAM of the files; null where it cannot be told.</summary>
    public bool? UsePam =>
        _global?.IsSure("UsePAM") == true ? _global.Find("UsePAM")?.Is("yes") : null;

    public static async ValueTask<AccountSettings> ReadAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var files = await SshdConfigFiles.ReadAsync(
            host,
            OpenSshVersion.Assumed,
            cancellationToken
        );
        return files.IsOk
                ? new AccountSettings(
                    files.Value.Configuration,
                    files.Value.Configuration.Gaps is [var gap, ..] ? gap.Reason : ""
                )
            : files.IsAbsent ? new AccountSettings(Empty, "")
            : new AccountSettings(null, files.Reason);
    }

    /// <summary>The values for an account; null where the files could not be read.</summary>
    public SshdEffective? For(string user, IEnumerable<string> groups) =>
        _configuration is { HasMatch: true }
            ? Evaluate(SshdConnection.Unspecified with { User = user, Groups = [.. groups] })
            : _global;

    private static SshdConfiguration Empty { get; } =
        SshdConfigReader.Read("/etc/ssh/sshd_config", "", OpenSshVersion.Assumed, _ => null);

    private SshdEffective Evaluate(SshdConnection connection) =>
        SshdEvaluator.Evaluate(_configuration!, connection, OpenSshVersion.Assumed);
}
