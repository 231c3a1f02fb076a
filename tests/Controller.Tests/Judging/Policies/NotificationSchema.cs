using System.Text.Json.Nodes;
using static Fleet.Controller.Tests.Judging.Policies.PolicySchema;

namespace Fleet.Controller.Tests.Judging.Policies;

/// <summary>The part of the schema that says who is told of what.</summary>
internal static class NotificationSchema
{
    private const string Names = "{'type': 'array', 'minItems': 1, 'items': {'type': 'string'}}";

    public static IEnumerable<(string Name, JsonNode Schema)> Definitions()
    {
        yield return (
            "notifications",
            Mapping(
                ("receivers", Node("{'type': 'array', 'items': {'$ref': '#/$defs/receiver'}}")),
                ("routes", Node("{'type': 'array', 'items': {'$ref': '#/$defs/route'}}"))
            )
        );
        yield return ("receiver", Receiver());
        yield return ("route", Route());
    }

    private static JsonObject Receiver() =>
        Needing(
            Mapping(
                ("name", Ref("line")),
                (
                    "webhook",
                    Needing(
                        Mapping(
                            ("url", Line("https, or http into allow_networks.")),
                            ("secret_file", Line("Signs what is sent."))
                        ),
                        "url"
                    )
                ),
                ("slack", Mapping(("url", Ref("line")), ("url_file", Ref("line")))),
                ("email", Mail()),
                ("alertmanager", Needing(Mapping(("url", Ref("line"))), "url")),
                ("allow_networks", Node(Names))
            ),
            "name"
        );

    private static JsonObject Mail() =>
        Needing(
            Mapping(
                ("to", Node(Names)),
                ("from", Ref("line")),
                ("smtp", Line("host:port")),
                ("tls", Node("{'enum': ['starttls', 'tls', 'none']}")),
                ("user", Ref("line")),
                ("password_file", Ref("line"))
            ),
            "to",
            "from",
            "smtp"
        );

    private static JsonObject Route() =>
        Needing(
            Mapping([
                .. Selector(),
                ("rule", Line("A rule's id or a pattern of fact keys; left out: everything.")),
                ("severity", Ref("severity")),
                ("receivers", Node(Names)),
                ("group_wait", Ref("span")),
                ("group_interval", Ref("span")),
                ("repeat_every", Ref("span")),
                (
                    "escalate",
                    Needing(Mapping(("after", Ref("span")), ("to", Node(Names))), "after", "to")
                ),
                ("resolved", Node("{'type': 'boolean'}")),
                ("continue", Node("{'type': 'boolean'}")),
            ]),
            "receivers"
        );
}
