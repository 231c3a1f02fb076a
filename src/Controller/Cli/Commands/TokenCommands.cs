using System.CommandLine;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet token</c> and <c>fleet agents</c>: who belongs to the fleet.</summary>
internal static class TokenCommands
{
    public static IEnumerable<Command> In(CommandFrame frame) =>
        [
            frame.Plain(
                "token",
                "Join tokens: what lets a host into the fleet",
                ["fleet token create", "fleet token list", "fleet token revoke ID"],
                [Create(frame), List(frame), Revoke(frame)]
            ),
            frame.Plain(
                "agents",
                "The agents' certificates",
                ["fleet agents revoke web-12 --reason stolen"],
                [RevokeAgent(frame)]
            ),
        ];

    private static Command Create(CommandFrame frame)
    {
        var host = new Option<string>("--host")
        {
            Description = "Only for a host that takes this name (default: its own name)",
            HelpName = "NAME",
        };
        var labels = LabelOption.In("Given to the hosts that join with it");
        var minutes = new Option<double?>("--minutes")
        {
            Description = "How long it is valid (default: 15)",
            HelpName = "N",
        };
        var uses = new Option<int>("--uses")
        {
            Description = "How many hosts may join with it",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        return frame.Asking(
            "create",
            "Make a join token; prints the line to run on the new host",
            ["fleet token create", "fleet token create --host web-12 --label env=prod"],
            [host, labels, minutes, uses],
            async (asked, cancellationToken) =>
            {
                var request = new CreateTokenRequest
                {
                    HostName = asked.Parsed.GetValue(host) ?? "",
                    Uses = asked.Parsed.GetValue(uses),
                    ValidFor = asked.Parsed.GetValue(minutes) is { } valid
                        ? TimeSpan.FromMinutes(valid).ToDuration()
                        : null,
                };
                request.Labels.Add(asked.Parsed.GetValue(labels) ?? []);
                var reply = await asked.Client.Operators.CreateTokenAsync(
                    request,
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new NewTokenJson(
                            FleetJson.SchemaVersion,
                            TokenJson.From(reply.Token),
                            reply.Secret,
                            reply.JoinCommand
                        ),
                    FleetJson.Default.NewTokenJson,
                    () => NewLines(reply, asked.Screen)
                );
            }
        );
    }

    private static IEnumerable<string> NewLines(CreateTokenReply reply, Screen screen)
    {
        screen.Talk(
            $"Run this on the new host within {TimeWords.Span(reply.Token.ExpiresAt.ToDateTimeOffset() - reply.Token.CreatedAt.ToDateTimeOffset())} (the token is shown only now):"
        );
        return [reply.JoinCommand];
    }

    private static Command List(CommandFrame frame) =>
        frame.Asking(
            "list",
            "Tokens that were made, newest first, without their secrets",
            ["fleet token list"],
            [],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Operators.ListTokensAsync(
                    new(),
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () =>
                        new TokensJson(
                            FleetJson.SchemaVersion,
                            [.. reply.Tokens.Select(TokenJson.From)]
                        ),
                    FleetJson.Default.TokensJson,
                    () => TokenText.Lines(reply.Tokens, asked.Screen)
                );
            }
        );

    private static Command Revoke(CommandFrame frame)
    {
        var id = new Argument<string>("ID") { Description = "The token's id (before the dot)" };
        return frame.Asking(
            "revoke",
            "Make a token useless",
            ["fleet token revoke k3w9xq2a"],
            [id],
            async (asked, cancellationToken) =>
            {
                var token = await asked.Client.Operators.RevokeTokenAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => new RevokedTokenJson(FleetJson.SchemaVersion, TokenJson.From(token)),
                    FleetJson.Default.RevokedTokenJson,
                    () => [$"token {token.Id} is revoked"]
                );
            }
        );
    }

    private static Command RevokeAgent(CommandFrame frame)
    {
        var name = HostArgument.In(frame);
        var reason = new Option<string>("--reason")
        {
            Description = "Why; the agent is told",
            DefaultValueFactory = _ => "revoked by an operator",
        };
        return frame.Asking(
            "revoke",
            "Revoke a host's certificates and end its stream: it must join again",
            ["fleet agents revoke web-12 --reason stolen"],
            [name, reason],
            async (asked, cancellationToken) =>
            {
                var host = asked.Parsed.GetValue(name)!;
                var reply = await asked.Client.Operators.RevokeAgentAsync(
                    new() { Host = host, Reason = asked.Parsed.GetValue(reason) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => new RevokedAgentJson(FleetJson.SchemaVersion, host, reply.Certificates),
                    FleetJson.Default.RevokedAgentJson,
                    () => [$"{host}: {Words.Count(reply.Certificates, "certificate")} revoked"]
                );
            }
        );
    }
}
