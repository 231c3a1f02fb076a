using System.Collections.Immutable;
using System.Globalization;
using System.Net.Mail;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml.Notifications;

/// <summary>Reads a receiver's <c>email:</c>.</summary>
internal sealed class MailReader(Complaints complaints)
{
    private static readonly Dictionary<string, MailTls> TlsWords = new(StringComparer.Ordinal)
    {
        ["starttls"] = MailTls.StartTls,
        ["tls"] = MailTls.Tls,
        ["none"] = MailTls.None,
    };

    private readonly MappingReader _mapping = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly NameReader _names = new(complaints);

    /// <summary>Null: it is none, which was complained of.</summary>
    public ReceiverAddress.Email? Read(PolicyNode node)
    {
        ImmutableArray<string> to = [];
        string? from = null;
        (string Name, int Port)? server = null;
        var tls = MailTls.StartTls;
        var (user, password) = ("", "");
        MappingKey[] keys =
        [
            new("to", said => to = Addresses(said), Needed: "to: [ops@example.org]"),
            new("from", said => from = Sender(said), Needed: "from: fleet@example.org"),
            new("smtp", said => server = Server(said), Needed: "smtp: mail.example.org:587"),
            new("tls", said => tls = Tls(said)),
            new("user", said => user = _value.Line("user", said, "fleet") ?? ""),
            new(
                "password_file",
                said =>
                    password = _value.Line("password_file", said, "/etc/fleet/mail.password") ?? ""
            ),
        ];
        if (!_mapping.Read(node, "email", keys))
        {
            return null;
        }

        if (user.Length > 0 != password.Length > 0)
        {
            complaints.Add(node, "email takes user and password_file together, or neither");
        }

        if (user.Length > 0 && tls == MailTls.None)
        {
            complaints.Add(node, "tls: none would show the password to the network");
        }

        return from is null || server is null || to.IsEmpty
            ? null
            : new(to, from, server.Value.Name, server.Value.Port, tls, user, password);
    }

    private MailTls Tls(PolicyNode node) =>
        _value.Word("tls", node, [.. TlsWords.Keys]) is { } word
            ? TlsWords[word]
            : MailTls.StartTls;

    private string? Sender(PolicyNode node) =>
        _value.Line("from", node, "fleet@example.org") is { } text
            ? Address("from", text, node)
            : null;

    private ImmutableArray<string> Addresses(PolicyNode node) =>
        [
            .. _names
                .Lines("to", node, "ops@example.org")
                .Select(each => Address("to", each.Text, each.Place))
                .OfType<string>(),
        ];

    private string? Address(string name, string text, PolicyNode place)
    {
        if (MailAddress.TryCreate(text, out var address) && address.Address == text)
        {
            return text;
        }

        complaints.Add(
            place,
            $"{name} takes a mail address such as ops@example.org, not {Said.Quoted(text)}"
        );
        return null;
    }

    private (string Name, int Port)? Server(PolicyNode node)
    {
        if (_value.Line("smtp", node, "mail.example.org:587") is not { } text)
        {
            return null;
        }

        var colon = text.LastIndexOf(':');
        var name = colon > 0 ? text[..colon].Trim('[', ']') : "";
        if (
            Uri.CheckHostName(name) != UriHostNameType.Unknown
            && int.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            )
            && port is > 0 and <= 65_535
        )
        {
            return (name, port);
        }

        complaints.Add(
            node,
            $"smtp takes HOST:PORT such as mail.example.org:587, not {Said.Quoted(text)}"
        );
        return null;
    }
}
