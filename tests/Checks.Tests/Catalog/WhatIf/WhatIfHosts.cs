using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.WhatIf;

/// <summary>A Debian host with alice and her key, looked at by the checks, behind a firewall without rules.</summary>
internal static class WhatIfHosts
{
    public const string Main = "/etc/ssh/sshd_config";

    /// <summary>A key that no account has.</summary>
    public const string OtherKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB3R2cCAHEIf7uJ0Fx6RHmNHhmDTtgRkoMcXtiXw0Tyi";

    /// <summary>sshd_config of these lines alone.</summary>
    public static FakeHost With(params string[] lines) =>
        LoginHosts
            .Debian()
            .File(Main, string.Join('\n', lines) + "\n")
            .Shadow("alice:*:19700:0:99999:7:::");

    public static async Task<(JudgeInput Input, LoginModel Model)> LookAsync(FakeHost host)
    {
        var seen = await new JudgedTogether(host, [.. StoredLogins.Checks]).RunAsync();
        var model = StoredLogins.Model(seen.Input, new ParsedTexts());
        ImmutableArray<ConnectionQuestion> sockets =
        [
            ConnectionQuestion.FromAnywhere(IPAddress.Parse("10.0.0.12"), 22, "eth0"),
        ];
        return (
            seen.Input,
            new LoginModel(
                model.Host with
                {
                    Filters = new HostFilters
                    {
                        Ruleset = FirewallRuleset.Empty,
                        Sockets = sockets,
                    },
                }
            )
        );
    }
}
