using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.SshAuthorizedKeys;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;

namespace Fleet.Controller.Api.Operating.Access;

/// <summary>Who can log in where, and by which keys hosts are known: models over what is stored.</summary>
/// <param name="models">Facts and documents.</param>
/// <param name="policy">What the policy in force says for a host.</param>
/// <param name="time">Keys and accounts expire.</param>
public sealed class AccessReads(
    ModelQueries models,
    Func<HostIdentity, Policy> policy,
    TimeProvider time
)
{
    private static readonly ImmutableArray<string> HostKeyChecks =
    [
        "ssh.host_keys",
        "firewall.input",
    ];

    private static readonly ImmutableArray<string> ClientChecks = [ClientMessages.Check];

    /// <summary>One answer a host, in the order of names.</summary>
    public async IAsyncEnumerable<HostAccess> AccessAsync(
        ListAccessRequest asked,
        IReadOnlyDictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var parsed = new ParsedTexts();
        var hosts = models.HostsAsync(
            asked.Host,
            labels,
            StoredLogins.Checks,
            policy,
            time.GetUtcNow(),
            cancellationToken
        );
        await foreach (var host in hosts)
        {
            var rules = host.Input.Policy;
            var owners = KnownKeyRule.Owners(rules);
            var answer = new HostAccess
            {
                Host = host.Name,
                PeopleNamed = owners.Count > 0,
                ExpiryWanted = KeyExpiryRule.IsRequired(rules),
            };
            answer.Rows.Add(
                AccessMessages.Rows(StoredLogins.Model(host.Input, parsed), asked, owners)
            );
            yield return answer;
        }
    }

    /// <summary>One answer a host, in the order of names.</summary>
    public async IAsyncEnumerable<HostKeys> HostKeysAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var hosts = models.HostsAsync(
            host,
            labels,
            HostKeyChecks,
            policy,
            time.GetUtcNow(),
            cancellationToken
        );
        await foreach (var one in hosts)
        {
            yield return HostKeyMessages.Of(one);
        }
    }

    /// <summary>One answer a client, in the order of names.</summary>
    public async IAsyncEnumerable<ClientKnownHosts> KnownHostsAsync(
        string host,
        IReadOnlyDictionary<string, string> labels,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Whose an address is, only the whole fleet tells.
        var none = ImmutableDictionary<string, string>.Empty;
        var keys = await HostKeysAsync("", none, cancellationToken).ToListAsync(cancellationToken);
        var messages = new ClientMessages(keys);
        var clients = models.HostsAsync(
            host,
            labels,
            ClientChecks,
            policy,
            time.GetUtcNow(),
            cancellationToken
        );
        await foreach (var client in clients)
        {
            yield return messages.Of(client);
        }
    }
}
