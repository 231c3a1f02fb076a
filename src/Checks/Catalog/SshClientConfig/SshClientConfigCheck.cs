using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshClientConfig;

/// <summary>
/// <c>ssh_client.config</c>: the client configurations of a host and of its accounts. <c>client_config/alice/home/alice/.ssh/config = -rw------- alice:alice</c>,
/// <c>client_setting/alice/Host%20*/ForwardAgent = yes</c>. ssh is never run on them: <c>ssh -G</c> would run a user's <c>Match exec</c>.
/// </summary>
public sealed class SshClientConfigCheck : Check
{
    internal const string Id = "ssh_client.config";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 1,
            Title = "Client configurations: permissions, errors, settings that give trust away",
            Description =
                "Reads /etc/ssh/ssh_config, and the ~/.ssh/config of each account that can log in with the account's rights, includes and all, with a reader of our own: nothing in them is ever run. Whoever "
                + "connects from here cares: ssh gives up on a configuration that others may write, that it cannot open, or that has one bad line, and it does what the settings say about host keys and "
                + "agents. It sees what the files say, not the command line, and not for which hosts people really call.",
            Interval = TimeSpan.FromMinutes(15),
            Keys =
            [
                new(
                    "client_config/*/**",
                    KeyUse.Watched,
                    "Permissions and owners of a configuration file; unreadable where its user may not open it",
                    "-rw------- alice:alice"
                ),
                new(
                    "client_config_error/*/**",
                    KeyUse.Inventory,
                    "A line that makes ssh give up, and what ssh says",
                    "Bad configuration option: prot"
                ),
                new(
                    "client_setting/*/*/*",
                    KeyUse.Watched,
                    "A setting on trust: the section it stands in, the keyword, the value",
                    "yes"
                ),
                new(
                    "client_config_group/*/primary",
                    KeyUse.Inventory,
                    "Accounts whose primary group this is, for groups that may write a configuration",
                    "alice"
                ),
                new(
                    "client_config_group/*/members",
                    KeyUse.Inventory,
                    "Its supplementary members",
                    "bob"
                ),
                new(
                    "client_config_rules/private_groups",
                    KeyUse.Inventory,
                    "Whether this distribution's ssh accepts a file that the owner's private group may write",
                    "accepted"
                ),
                new(
                    "client_config_owner/*",
                    KeyUse.Inventory,
                    "How files of the account show their owner",
                    "alice"
                ),
            ],
            Needs = [Capability.ReadPrivileged, Capability.ActAsUser],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new ConfigPermissionRule(),
        new ConfigErrorRule(),
        new HostKeyCheckingRule(),
        new AgentForwardingRule(),
        new WeakAlgorithmRule(),
    ];

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var scope = new ClientScope(context.Host, seen, ConfigFact.Prefixes);
        var look = new ClientConfigLook(context.Host, scope, seen);
        var names = await scope.RunAsync(look.AccountAsync, cancellationToken);
        if (names is null)
        {
            return;
        }

        await look.SystemAsync(names, cancellationToken);
        if (!look.Found)
        {
            scope.NotApplicable("there is no client configuration on this host");
        }
    }
}
