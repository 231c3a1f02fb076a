using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating.WhatIf;

/// <summary>What would be: models over what is stored of a host. No host is asked.</summary>
/// <param name="models">Facts and documents.</param>
/// <param name="policy">The policy in force.</param>
/// <param name="time">Keys and accounts expire.</param>
public sealed class WhatIfReads(
    ModelQueries models,
    Func<HostIdentity, Policy> policy,
    TimeProvider time
)
{
    private static readonly ImmutableArray<string> SourceChecks = [SourceAddresses.Check];

    /// <summary>Remedies read besides what the model of logins does.</summary>
    private static readonly ImmutableArray<string> HostChecks =
    [
        .. StoredLogins.Checks,
        "ssh.service",
    ];

    /// <summary>Could USER from SOURCE log in?</summary>
    /// <param name="asked">A host that exists, and a source that is an address, <c>anywhere</c> or a host that exists.</param>
    /// <param name="key">The key asked about; null: any means.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CanReply> CanAsync(
        CanRequest asked,
        AskedKey? key,
        CancellationToken cancellationToken
    )
    {
        var reply = new CanReply { Host = asked.Host, User = asked.User };
        var host = await InputAsync(asked.Host, HostChecks, cancellationToken);
        var model = StoredLogins.Model(host, new ParsedTexts());
        var sources = await SourcesAsync(asked.Source, host, cancellationToken);
        if (sources is null)
        {
            reply.Verdict = LoginVerdict.Unknown;
            reply.Answers.Add(
                CanMessages.Unknown(
                    asked.Source,
                    $"the addresses of {asked.Source} are not known: {SourceAddresses.Check} has told none"
                )
            );
            return reply;
        }

        var answers = SourceWays.Of(
            model,
            asked.User,
            sources.Value,
            key?.Fingerprint,
            asked.Port == 0 ? null : asked.Port
        );
        var wanted = new WantedLogin(host, model.Host, asked.User, null, key?.Line ?? "");
        reply.Verdict = CanMessages.Verdict(SourceWays.Together(answers));
        reply.Answers.Add(answers.Select(answer => CanMessages.Of(answer, wanted)));
        return reply;
    }

    /// <summary>Who would lose or gain access under another sshd_config?</summary>
    /// <param name="asked">A host that exists.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PreflightReply> PreflightAsync(
        PreflightRequest asked,
        CancellationToken cancellationToken
    )
    {
        var host = await InputAsync(asked.Host, HostChecks, cancellationToken);
        var now = StoredLogins.Model(host, new ParsedTexts());
        return PreflightMessages.Of(
            asked,
            Checks.Catalog.WhatIf.Preflight.Of(host, now, asked.SshdConfig)
        );
    }

    /// <summary>Empty: wherever it leads in from; null: not known.</summary>
    private async Task<ImmutableArray<IPAddress>?> SourcesAsync(
        string source,
        JudgeInput target,
        CancellationToken cancellationToken
    )
    {
        if (source == AskedSource.Anywhere)
        {
            return [];
        }

        if (AskedSource.Address(source) is { } address)
        {
            return [address];
        }

        var facts = (await InputAsync(source, SourceChecks, cancellationToken))[
            SourceAddresses.Check
        ];
        var own = SourceAddresses.Of(facts, DialledSockets.Of(target));
        return own.IsEmpty ? null : own;
    }

    private async Task<JudgeInput> InputAsync(
        string name,
        ImmutableArray<string> checks,
        CancellationToken cancellationToken
    )
    {
        var hosts = models.HostsAsync(
            name,
            ImmutableDictionary<string, string>.Empty,
            checks,
            policy,
            time.GetUtcNow(),
            cancellationToken
        );
        await foreach (var host in hosts)
        {
            return host.Input;
        }

        throw new RpcException(new(StatusCode.NotFound, $"no host is named {name}"));
    }
}
