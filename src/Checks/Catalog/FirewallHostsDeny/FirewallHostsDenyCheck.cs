using System.Collections.Immutable;
using Fleet.Checks.Access.HostsAccess;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.HostsAccess;

namespace Fleet.Checks.Catalog.FirewallHostsDeny;

/// <summary>
/// Whom tcp_wrappers lets connect to sshd. Example: <c>hosts_access/sshd/ipv4 = allow from 10.0.0.0/8, else deny</c>. Who cares: whoever is thrown out right after the connect.
/// </summary>
public sealed class FirewallHostsDenyCheck : Check
{
    public const string Prefix = "hosts_access";
    public const string Verdicts = Prefix + "/sshd";
    public const string Deciders = Prefix + "/decided_by";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "firewall.hosts_deny",
            Version = 1,
            Title = "whom hosts.allow and hosts.deny let connect to sshd",
            Description =
                "Reads /etc/hosts.allow and /etc/hosts.deny as libwrap does: the first rule of hosts.allow that matches decides, then the first of hosts.deny, and who is in neither may connect. It applies only "
                + "where sshd is linked with libwrap, which its program file tells (Debian and Ubuntu patch it in; upstream removed it in OpenSSH 6.7, Red Hat has none since 8). Rules that go by names, netgroups or "
                + "other files are unknown: they depend on what a resolver says at that moment. DenyHosts and similar tools write here.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    Verdicts + "/*",
                    KeyUse.Watched,
                    "Who may connect, by family: allow, deny, or which sources.",
                    "allow from 10.0.0.0/8, else deny"
                ),
                new(
                    Deciders + "/*",
                    KeyUse.Inventory,
                    "The rules that deny, by file and line.",
                    "/etc/hosts.deny:17"
                ),
            ],
            Needs = [Capability.ReadWorldReadable],
        };

    public override ImmutableArray<Rule> Rules { get; } = [new SshAllowedRule()];

    public override string Brief(CheckFacts facts) => facts.Read(Verdicts + "/ipv4").Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var linked = await LinkedLibraries.AskAsync(context.Host, "libwrap.so", cancellationToken);
        if (linked is { IsOk: true, Value: false } or { IsAbsent: true })
        {
            var reason = linked.IsOk ? "this sshd is built without tcp_wrappers" : linked.Reason;
            seen.NotApplicable(reason);
            seen.Cover(Prefix, CoverageState.Absent, reason);
            return;
        }

        if (!linked.IsOk)
        {
            seen.Cover(Prefix, CoverageState.Unreadable, linked.Reason);
            return;
        }

        var allow = await FileAsync(context.Host, "/etc/hosts.allow", seen, cancellationToken);
        var deny = await FileAsync(context.Host, "/etc/hosts.deny", seen, cancellationToken);
        if (!allow.IsOk || !deny.IsOk)
        {
            seen.Cover(Prefix, CoverageState.Unreadable, allow.IsOk ? deny.Reason : allow.Reason);
            return;
        }

        seen.Complete(Prefix);
        var model = new HostsAccessModel(allow.Value, deny.Value);
        foreach (var (isVersion6, family) in ((bool, string)[])[(false, "ipv4"), (true, "ipv6")])
        {
            var answer = model.Ask("sshd", isVersion6);
            seen.Fact($"{Verdicts}/{family}", Text(answer, isVersion6));
            if (!answer.Deniers.IsEmpty)
            {
                seen.Fact($"{Deciders}/{family}", string.Join(' ', answer.Deniers.Take(4)));
            }
        }
    }

    // A file that is not there is an empty one (hosts_access(5)).
    private static async ValueTask<Reply<HostsAccessFile>> FileAsync(
        IHost host,
        string path,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(new ReadFile(path), cancellationToken);
        if (file.IsAbsent)
        {
            return Reply.Ok(HostsAccessFile.Empty);
        }

        if (!file.IsOk || file.Value.Truncated)
        {
            return Reply.Failed<HostsAccessFile>(file.IsOk ? $"{path}: is too long" : file.Reason);
        }

        seen.Document(Document.Capped(path, file.Value.Text));
        return Reply.Ok(HostsAccessFile.Read(file.Value.Text));
    }

    private static string Text(HostsAccessAnswer answer, bool isVersion6) =>
        !answer.Unknown.IsEmpty
            ? answer.Denied.IsEmpty && answer.Allowed.IsEmpty
                ? "unknown: names decide"
                : "unknown: names decide for some sources"
            : answer.Denied.IsEmpty
                ? "allow"
                : answer.Allowed.IsEmpty
                    ? "deny"
                    : answer.Allowed.Intervals.Length <= answer.Denied.Intervals.Length
                        ? $"allow from {AddressRanges.Text(answer.Allowed, isVersion6)}, else deny"
                        : $"deny from {AddressRanges.Text(answer.Denied, isVersion6)}, else allow";
}
