using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>Makes what the model of logins asks for from what checks have stored of a host.</summary>
public static class StoredLogins
{
    private static readonly string[] LocalSources = ["files", "compat", "systemd", "db"];

    /// <summary>The checks whose facts and documents it reads.</summary>
    public static ImmutableArray<string> Checks { get; } =
    [
        "ssh.config",
        "ssh.paths",
        SshAccountsCheck.Id,
        SshPamCheck.Id,
        "ssh.trusted_ca",
        "firewall.input",
        "firewall.hosts_deny",
    ];

    /// <summary>The model for a host.</summary>
    /// <param name="input">What is stored of it.</param>
    /// <param name="parsed">Texts that were read before, for many hosts at once.</param>
    public static LoginModel Model(JudgeInput input, ParsedTexts parsed)
    {
        var accounts = input[SshAccountsCheck.Id];
        var (configuration, unknown) = StoredConfig.Read(input, parsed);
        return new LoginModel(
            new LoginHost
            {
                Sshd = configuration,
                ConfigurationUnknown = unknown,
                Accounts = StoredAccounts.All(input, parsed),
                AccountsUnknown = StoredAccounts.Unknown(input),
                Directories =
                [
                    .. accounts
                        .Read(AccountKey.Sources)
                        .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Except(LocalSources),
                ],
                Filters = StoredFilters.Of(input, parsed),
                Pam = Pam(input),
                NoLogin =
                [
                    .. SshAccountsCheck.NoLoginFiles.Where(path =>
                        accounts.Read(AccountKey.NoLogin(path)).IsPresent
                    ),
                ],
                NoLoginUnknown = SshAccountsCheck
                    .NoLoginFiles.Select(path => accounts.Read(AccountKey.NoLogin(path)))
                    .Where(reading => reading.IsUnknown)
                    .Select(reading => reading.Reason ?? "nologin files are not known")
                    .FirstOrDefault(),
                Authorities = StoredTrust.Authorities(input),
                AuthoritiesUnknown = StoredTrust.Unknown(input),
                Revoked = StoredTrust.Revoked(input),
                AsOf = input.AsOf,
            }
        );
    }

    private static HostPam Pam(JudgeInput input)
    {
        var facts = input[SshPamCheck.Id];
        if (PamService.From(input) is not { } service)
        {
            return new HostPam
            {
                Unknown =
                    $"PAM's files are not known: {(facts.Status == RunStatus.Ran ? facts.CoverageOf(PamKey.FilePrefix).Reason : facts.Reason)}",
            };
        }

        return new HostPam
        {
            Account = service.Stack(Parsing.Pam.PamType.Account),
            Auth = service.Stack(Parsing.Pam.PamType.Auth),
            Text = service.Text,
            IsMissing = service.IsMissing,
            AccessRules = module =>
                [
                    .. PamAccessRule
                        .Files(service, module)
                        .SelectMany(file => file.Rules.Select(rule => (file.Path, rule))),
                ],
        };
    }
}
