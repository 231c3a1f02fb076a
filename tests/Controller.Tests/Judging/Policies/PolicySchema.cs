using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Tests.Judging.Policies;

/// <summary>The policy's JSON schema, for editors: the parts of the format, and the rules and checks there are.</summary>
internal static class PolicySchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Render(CheckCatalog catalog)
    {
        var schema = Mapping(
            ("version", Node("{'const': 1, 'description': 'The version of this format.'}")),
            ("rules", Ref("rules")),
            ("hosts", List("hosts")),
            ("expect", Expectations()),
            ("waivers", List("waiver")),
            ("silences", List("silence")),
            ("schedules", List("schedule")),
            ("notifications", Ref("notifications"))
        );
        schema["required"] = Node("['version']");
        schema["$defs"] = new JsonObject(Definitions(catalog));
        var head = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Fleet policy",
            ["description"] =
                "What a fleet is judged by. The format: docs/policy.md. The reader of Fleet itself is stricter: it knows dates, cron expressions and facts.",
        };
        foreach (var (key, value) in schema.ToArray())
        {
            head[key] = value?.DeepClone();
        }

        return head.ToJsonString(Indented) + "\n";
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Definitions(CheckCatalog catalog)
    {
        yield return new("severity", Severities());
        yield return new("value", Node("{'type': ['string', 'number', 'boolean']}"));
        yield return new("line", Node("{'type': 'string', 'minLength': 1, 'maxLength': 500}"));
        yield return new(
            "span",
            Node(
                "{'type': 'string', 'pattern': '^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$', 'examples': ['30s', '5m', '1h30m', '7d']}"
            )
        );
        yield return new(
            "moment",
            Node(
                "{'type': 'string', 'description': 'A date, which begins in UTC, or a moment with its offset.', 'examples': ['2027-01-31', '2027-01-31T18:00+01:00']}"
            )
        );
        yield return new("host", Line("A host's name; * and ? stand for any letters."));
        yield return new(
            "labels",
            Node(
                "{'type': 'object', 'minProperties': 1, 'additionalProperties': {'$ref': '#/$defs/value'}, 'description': 'A host must have all of them.'}"
            )
        );
        yield return new(
            "check",
            Enumeration(catalog.Checks.Select(check => check.Declaration.Id))
        );
        yield return new("rules", Rules(catalog));
        yield return new(
            "hosts",
            Needing(Mapping([.. Selector(), ("rules", Ref("rules"))]), "rules")
        );
        yield return new("waiver", Waiver());
        yield return new("silence", Silence());
        yield return new("schedule", Schedule());
        foreach (var (name, schema) in NotificationSchema.Definitions())
        {
            yield return new(name, schema);
        }
    }

    private static JsonObject Rules(CheckCatalog catalog)
    {
        var rules = Mapping([
            .. catalog
                .Rules.Select(rule => rule.Declaration)
                .OrderBy(rule => rule.Id, StringComparer.Ordinal)
                .Select(rule => (rule.Id, (JsonNode)Rule(rule))),
        ]);
        rules["patternProperties"] = new JsonObject
        {
            ["^[a-z0-9_.]+/policy\\.[a-z0-9_]+$"] = Mapping(
                ("severity", Ref("severity")),
                ("off", Node("{'type': 'boolean'}"))
            ),
        };
        return rules;
    }

    private static JsonObject Rule(RuleDeclaration rule)
    {
        var schema = Mapping([
            ("severity", Ref("severity")),
            ("off", Node("{'type': 'boolean'}")),
            .. rule
                .Parameters.OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => (each.Key, Parameter(each.Value))),
        ]);
        schema["description"] = rule.Title;
        schema["minProperties"] = 1;
        return schema;
    }

    private static JsonNode Parameter(string builtIn)
    {
        var isNumber = int.TryParse(
            builtIn,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out _
        );
        var schema = Node(
            isNumber
                ? "{'anyOf': [{'type': 'integer', 'minimum': 0}, {'type': 'string', 'pattern': '^[0-9]+$'}]}"
                : "{'type': ['string', 'number', 'boolean']}"
        );
        schema["default"] = builtIn;
        return schema;
    }

    private static JsonObject Waiver() =>
        Needing(
            Mapping([
                .. Selector(),
                (
                    "rule",
                    Line("A rule's id, a control of a built-in profile, or a pattern of fact keys.")
                ),
                ("subject", Line("One subject of the rule; left out: every one.")),
                ("reason", Line("Why, for the auditor.")),
                ("by", Line("Who answers for it.")),
                ("until", Ref("moment")),
            ]),
            "rule",
            "reason",
            "until"
        );

    private static JsonObject Silence()
    {
        var silence = Needing(
            Mapping([
                ("name", Ref("line")),
                .. Selector(),
                ("rule", Line("A rule's id or a pattern of fact keys; left out: everything.")),
                ("reason", Ref("line")),
                ("from", Ref("moment")),
                ("until", Ref("moment")),
                ("every", Line("When it begins, as in crontab(5).")),
                ("for", Ref("span")),
                ("timezone", Line("Whose clock every goes by; left out: UTC.")),
            ]),
            "name",
            "reason"
        );
        silence["oneOf"] = Node(
            "[{'required': ['from', 'until']}, {'required': ['every', 'for']}]"
        );
        return silence;
    }

    private static JsonObject Schedule()
    {
        var schedule = Needing(
            Mapping([
                (
                    "checks",
                    Node(
                        "{'anyOf': [{'$ref': '#/$defs/check'}, {'type': 'array', 'items': {'$ref': '#/$defs/check'}}]}"
                    )
                ),
                .. Selector(),
                ("every", Ref("span")),
                ("off", Node("{'type': 'boolean'}")),
            ]),
            "checks"
        );
        schedule["oneOf"] = Node("[{'required': ['every']}, {'required': ['off']}]");
        return schedule;
    }

    private static JsonNode Expectations() =>
        Node(
            "{'type': 'object', 'description': 'Rules of the policy itself, by name.', 'propertyNames': {'pattern': '^[a-z0-9_]{1,60}$'}, 'additionalProperties': {'$ref': 'profile.schema.json#/$defs/expectation'}}"
        );

    private static JsonNode Severities() =>
        Enumeration(
            Enum.GetValues<Severity>()
                .Where(each => each != Severity.Unspecified)
                .Select(each => each.ToString().ToLowerInvariant())
        );

    private static JsonNode List(string of) =>
        Node($"{{'type': ['array', 'null'], 'items': {{'$ref': '#/$defs/{of}'}}}}");

    private static JsonNode Enumeration(IEnumerable<string> words) =>
        new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    public static (string, JsonNode)[] Selector() =>
        [("host", Ref("host")), ("labels", Ref("labels"))];

    public static JsonNode Line(string description) =>
        new JsonObject
        {
            ["type"] = "string",
            ["minLength"] = 1,
            ["description"] = description,
        };

    public static JsonNode Ref(string definition) =>
        new JsonObject { ["$ref"] = $"#/$defs/{definition}" };

    public static JsonObject Mapping(params (string Name, JsonNode Schema)[] keys) =>
        new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(
                keys.Select(key => new KeyValuePair<string, JsonNode?>(key.Name, key.Schema))
            ),
        };

    public static JsonObject Needing(JsonObject mapping, params string[] keys)
    {
        mapping["required"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]);
        return mapping;
    }

    /// <summary>JSON with single quotes.</summary>
    public static JsonNode Node(string json) => JsonNode.Parse(json.Replace('\'', '"'))!;
}
