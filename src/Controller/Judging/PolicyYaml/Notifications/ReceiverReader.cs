using System.Collections.Immutable;
using System.Net;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml.Notifications;

/// <summary>Reads one of <c>receivers:</c>.</summary>
internal sealed class ReceiverReader(Complaints complaints)
{
    private static readonly string[] Kinds = ["webhook", "slack", "email", "alertmanager"];

    private readonly MappingReader _mapping = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly NameReader _names = new(complaints);
    private readonly MailReader _mail = new(complaints);

    /// <summary>Null: it is none, which was complained of.</summary>
    public ReadReceiver? Read(PolicyNode node)
    {
        string? name = null;
        ImmutableArray<IPNetwork> networks = [];
        var addresses = new List<ReceiverAddress?>();
        MappingKey[] keys =
        [
            new("name", said => name = _value.Line("name", said, "ops"), Needed: "name: ops"),
            new("webhook", said => addresses.Add(Webhook(said))),
            new("slack", said => addresses.Add(Slack(said))),
            new("email", said => addresses.Add(_mail.Read(said))),
            new("alertmanager", said => addresses.Add(Alertmanager(said))),
            new("allow_networks", said => networks = Networks(said)),
        ];
        if (!_mapping.Read(node, "a receiver", keys))
        {
            return null;
        }

        if (addresses.Count != 1)
        {
            complaints.Add(
                node,
                $"a receiver takes one of {Said.Choice(Kinds)}, not {(addresses.Count == 0 ? "none" : "several")}"
            );
        }

        return name is not null && addresses is [{ } address]
            ? new(new(name, address, networks), node)
            : null;
    }

    private ReceiverAddress.Webhook? Webhook(PolicyNode node)
    {
        Uri? url = null;
        var secret = "";
        _ = _mapping.Read(
            node,
            "webhook",
            [
                new("url", said => url = Url(said), Needed: "url: https://example.org/hook"),
                new("secret_file", said => secret = FilePath("secret_file", said) ?? ""),
            ]
        );
        return url is null ? null : new(url, secret);
    }

    private ReceiverAddress.Slack? Slack(PolicyNode node)
    {
        var ways = new List<ReceiverAddress.Slack?>();
        if (
            !_mapping.Read(
                node,
                "slack",
                [
                    new("url", said => ways.Add(Url(said) is { } url ? new(url, "") : null)),
                    new(
                        "url_file",
                        said =>
                            ways.Add(
                                FilePath("url_file", said) is { } path ? new(null, path) : null
                            )
                    ),
                ]
            )
        )
        {
            return null;
        }

        if (ways.Count == 1)
        {
            return ways[0];
        }

        complaints.Add(node, "slack takes either url or url_file");
        return null;
    }

    private ReceiverAddress.Alertmanager? Alertmanager(PolicyNode node)
    {
        Uri? url = null;
        _ = _mapping.Read(
            node,
            "alertmanager",
            [new("url", said => url = Url(said), Needed: "url: https://alerts.example.org/")]
        );
        return url is null ? null : new(url);
    }

    private Uri? Url(PolicyNode node)
    {
        if (_value.Line("url", node, "https://example.org/hook") is not { } text)
        {
            return null;
        }

        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.Host.Length > 0
            && url.UserInfo.Length == 0
            && url.Fragment.Length == 0
        )
        {
            return url;
        }

        complaints.Add(
            node,
            $"url takes a web address such as https://example.org/hook, without a user or a fragment, not {Said.Quoted(text)}"
        );
        return null;
    }

    private string? FilePath(string name, PolicyNode node)
    {
        var path = _value.Line(name, node, $"/etc/fleet/{name}");
        if (path is null || path.StartsWith('/'))
        {
            return path;
        }

        complaints.Add(node, $"{name} takes a path from the root on, not {Said.Quoted(path)}");
        return null;
    }

    private ImmutableArray<IPNetwork> Networks(PolicyNode node)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var (said, place) in _names.Lines("allow_networks", node, "10.0.0.0/8"))
        {
            if (IPNetwork.TryParse(said, out var network))
            {
                networks.Add(network);
            }
            else
            {
                complaints.Add(
                    place,
                    $"allow_networks takes networks such as 10.0.0.0/8 or 192.0.2.7/32, not {Said.Quoted(said)}"
                );
            }
        }

        return networks.ToImmutable();
    }
}
