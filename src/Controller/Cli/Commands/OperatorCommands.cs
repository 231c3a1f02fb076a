using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet operator</c>: who may call over the network, and what for.</summary>
internal static class OperatorCommands
{
    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["viewer"] = Role.Viewer,
        ["diagnoser"] = Role.Diagnoser,
        ["operator"] = Role.Operator,
        ["admin"] = Role.Admin,
    };

    public static Command In(CommandFrame frame) =>
        frame.Plain(
            "operator",
            "API tokens: what lets an operator in from another machine",
            [
                "fleet operator create alice --role diagnoser",
                "fleet operator list",
                "fleet operator revoke k3w9xq2a",
            ],
            [Create(frame), List(frame), Revoke(frame)]
        );

    private static Command Create(CommandFrame frame)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "Whose it is; the audit names the bearer so",
        };
        var role = RoleOption();
        var labels = LabelOption.In("Only hosts with this label (default: all)");
        var days = new Option<double?>("--days")
        {
            Description = "How long it is valid (default: 90)",
            HelpName = "N",
        };
        return frame.Asking(
            "create",
            "Make an API token; prints what its holder's shell needs",
            [
                "fleet operator create alice --role diagnoser",
                "fleet operator create ci --role viewer --label env=prod --days 30",
            ],
            [name, role, labels, days],
            async (asked, cancellationToken) =>
            {
                var request = new CreateApiTokenRequest
                {
                    Operator = asked.Parsed.GetValue(name),
                    Role = asked.Parsed.GetValue(role),
                    ValidFor = asked.Parsed.GetValue(days) is { } valid
                        ? TimeSpan.FromDays(valid).ToDuration()
                        : null,
                };
                request.Scope.Add(asked.Parsed.GetValue(labels) ?? []);
                var reply = await asked.Client.Operators.CreateApiTokenAsync(
                    request,
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new NewApiTokenJson(
                            FleetJson.SchemaVersion,
                            ApiTokenJson.From(reply.Token),
                            reply.Secret,
                            reply.Controller,
                            reply.Pin
                        ),
                    FleetJson.Default.NewApiTokenJson,
                    () => ApiTokenText.New(reply, asked.Screen)
                );
            }
        );
    }

    private static Option<Role> RoleOption()
    {
        var role = new Option<Role>("--role")
        {
            Description =
                "viewer (reads), diagnoser (makes hosts look), operator (decides about findings), admin (decides who belongs)",
            HelpName = "ROLE",
            Required = true,
            CustomParser = parsed =>
            {
                var word = parsed.Tokens[0].Value;
                if (!Roles.TryGetValue(word, out var found))
                {
                    parsed.AddError(
                        $"--role {word}: expected one of {string.Join(", ", Roles.Keys)}"
                    );
                }

                return found;
            },
        };
        role.CompletionSources.Add([.. Roles.Keys]);
        return role;
    }

    private static Command List(CommandFrame frame) =>
        frame.Asking(
            "list",
            "Tokens that were made, newest first, without their secrets",
            ["fleet operator list"],
            [],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Operators.ListApiTokensAsync(
                    new(),
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new ApiTokensJson(
                            FleetJson.SchemaVersion,
                            [.. reply.Tokens.Select(ApiTokenJson.From)]
                        ),
                    FleetJson.Default.ApiTokensJson,
                    () => ApiTokenText.Lines(reply.Tokens, asked.Screen)
                );
            }
        );

    private static Command Revoke(CommandFrame frame)
    {
        var id = new Argument<string>("ID") { Description = "The token's id (before the dot)" };
        return frame.Asking(
            "revoke",
            "Make a token useless, at once",
            ["fleet operator revoke k3w9xq2a"],
            [id],
            async (asked, cancellationToken) =>
            {
                var token = await asked.Client.Operators.RevokeApiTokenAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new RevokedApiTokenJson(FleetJson.SchemaVersion, ApiTokenJson.From(token)),
                    FleetJson.Default.RevokedApiTokenJson,
                    () => [$"token {token.Id} of {token.Operator} is revoked"]
                );
            }
        );
    }
}
