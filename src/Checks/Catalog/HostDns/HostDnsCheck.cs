using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.Accounts;

namespace Fleet.Checks.Catalog.HostDns;

/// <summary>
/// Whether logins wait for a resolver. Example: <c>dns/client_names_asked_by = UseDNS</c> beside the sample <c>dns/client_name/milliseconds = 10020</c>. Who cares: whoever waits half a minute for the
/// password prompt.
/// </summary>
public sealed class HostDnsCheck : Check
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "host.dns",
            Version = 1,
            Title = "whether logins wait for a resolver",
            Description =
                "Reads resolv.conf and nsswitch.conf, and what makes sshd look names up: UseDNS (off by default since OpenSSH 6.8), names in hosts.allow and hosts.deny where sshd is linked with "
                + "libwrap, and GSSAPIAuthentication, for which Kerberos asks for this host's own name. Only where something does, it looks up a name as sshd would and measures that: the "
                + "name of a client that is connected, else of the gateway, else of this host. One slow lookup need not mean that all are; a resolver that caches may be fast the second time.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    DnsKeys.NameServers,
                    KeyUse.Watched,
                    "The name servers that are asked, in order.",
                    "192.0.2.53 192.0.2.54"
                ),
                new(
                    DnsKeys.Options,
                    KeyUse.Inventory,
                    "The resolver's options.",
                    "timeout:1 rotate"
                ),
                new(
                    DnsKeys.Services,
                    KeyUse.Watched,
                    "Where host names are looked up (nsswitch.conf).",
                    "files dns"
                ),
                new(
                    DnsKeys.AskedBy,
                    KeyUse.Inventory,
                    "What makes sshd look up the names of clients.",
                    "UseDNS"
                ),
                new(
                    DnsKeys.Gssapi,
                    KeyUse.Inventory,
                    "sshd looks up its own host's name for Kerberos.",
                    "no"
                ),
                new(
                    DnsKeys.ClientAnswer,
                    KeyUse.Inventory,
                    "What came of looking up a client's name.",
                    "found"
                ),
                new(
                    DnsKeys.OwnAnswer,
                    KeyUse.Inventory,
                    "What came of looking up this host's own name.",
                    "found"
                ),
            ],
            Needs = [Capability.ReadWorldReadable, Capability.ReadPrivileged],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new ClientNameRule(), new GssapiRule()];

    public override string Brief(CheckFacts facts) => facts.Read(DnsKeys.NameServers).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(DnsKeys.Prefix, CoverageState.Absent, missing);
            return;
        }

        seen.Complete(DnsKeys.Prefix);
        await ResolverAsync(host, seen, cancellationToken);
        var sshd = await ConfiguredSshd.ReadAsync(host, cancellationToken);
        if (!sshd.IsOk)
        {
            foreach (var key in (string[])[DnsKeys.AskedBy, DnsKeys.Gssapi])
            {
                seen.Cover(key, CoverageState.Unreadable, sshd.Reason);
            }

            return;
        }

        var asking = await NameAskers.OfAsync(host, sshd.Value, cancellationToken);
        seen.Fact(DnsKeys.AskedBy, asking.Text);
        var gssapi = sshd.Value.Effective["GSSAPIAuthentication"] == "yes";
        seen.Fact(DnsKeys.Gssapi, gssapi ? "yes" : "no");
        if (asking.Any)
        {
            var client = await ClientAsync(host, sshd.Value, cancellationToken);
            await LookAsync(host, client, DnsKeys.ClientAnswer, seen, cancellationToken);
        }

        if (gssapi)
        {
            var name = await TextAsync(host, "/proc/sys/kernel/hostname", cancellationToken);
            await LookAsync(host, name.Value?.Trim(), DnsKeys.OwnAnswer, seen, cancellationToken);
        }
    }

    private static async ValueTask ResolverAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var resolver = await TextAsync(host, "/etc/resolv.conf", cancellationToken);
        if (resolver.IsOk)
        {
            var read = ResolvConf.Parse(resolver.Value);
            seen.Fact(DnsKeys.NameServers, string.Join(' ', read.NameServers), "/etc/resolv.conf");
            seen.Fact(DnsKeys.Options, string.Join(' ', read.Options), "/etc/resolv.conf");
        }
        else if (!resolver.IsAbsent)
        {
            seen.Cover(DnsKeys.NameServers, CoverageState.Unreadable, resolver.Reason);
            seen.Cover(DnsKeys.Options, CoverageState.Unreadable, resolver.Reason);
        }

        var services = await TextAsync(host, "/etc/nsswitch.conf", cancellationToken);
        if (services.IsOk)
        {
            var read = NameServiceSwitch.Parse(services.Value);
            seen.Fact(
                DnsKeys.Services,
                string.Join(' ', read.Services("hosts")),
                "/etc/nsswitch.conf"
            );
        }
        else if (!services.IsAbsent)
        {
            seen.Cover(DnsKeys.Services, CoverageState.Unreadable, services.Reason);
        }
    }

    // A client that is here now is whom sshd asked for; the resolver takes as long for the gateway.
    private static async ValueTask<string?> ClientAsync(
        IHost host,
        ConfiguredSshd sshd,
        CancellationToken cancellationToken
    )
    {
        var sockets = await host.AskAsync(new MeasureTcp(sshd.Ports), cancellationToken);
        var client = (sockets.IsOk ? sockets.Value : [])
            .Where(socket => !socket.IsListening && !IPAddress.IsLoopback(socket.Remote.Address))
            .Select(socket => socket.Remote.Address.ToString())
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (client is not null)
        {
            return client;
        }

        var route = await TextAsync(host, "/proc/net/route", cancellationToken);
        var gateway = route.IsOk
            ? HostNetwork.DefaultRoutes4(route.Value).FirstOrDefault()?.Gateway?.ToString()
            : null;
        if (gateway is not null)
        {
            return gateway;
        }

        var own = await host.AskAsync(new ListAddresses(), cancellationToken);
        return (own.IsOk ? own.Value : []).FirstOrDefault(a => a.Device != "lo")?.Address;
    }

    private static async ValueTask LookAsync(
        IHost host,
        string? name,
        string key,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var asked = string.IsNullOrEmpty(name)
            ? Reply.Failed<LookUpAnswer>("there is nothing to look up")
            : await host.AskAsync(new LookUp(name, Limit), cancellationToken);
        if (!asked.IsOk)
        {
            seen.Cover(key, CoverageState.Unreadable, asked.Reason);
            return;
        }

        seen.Fact(
            key,
            asked.Value.Outcome switch
            {
                LookUpOutcome.Found => "found",
                LookUpOutcome.NotFound => "not found",
                _ => DnsKeys.NoAnswer,
            }
        );
        seen.Sample(key + "/milliseconds", asked.Value.Took.TotalMilliseconds);
    }

    private static async ValueTask<Reply<string>> TextAsync(
        IHost host,
        string path,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(new ReadFile(path, 64 << 10), cancellationToken);
        return file.IsOk
            ? Reply.Ok(file.Value.Text)
            : new Reply<string>(file.State, null, file.Reason);
    }
}
