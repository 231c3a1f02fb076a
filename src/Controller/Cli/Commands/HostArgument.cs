using System.CommandLine;
using Fleet.Controller.Cli.Connecting;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Commands;

/// <summary>A host's name, completed by asking the controller.</summary>
internal static class HostArgument
{
    private static readonly TimeSpan CompletionPatience = TimeSpan.FromMilliseconds(500);

    public static Argument<string> In(CommandFrame frame)
    {
        var name = new Argument<string>("NAME") { Description = "The host" };
        name.CompletionSources.Add(context => Names(frame, context.ParseResult));
        return name;
    }

    /// <summary><c>--label KEY=VALUE</c>, as often as wanted.</summary>
    public static Option<string[]> Labels() =>
        new("--label")
        {
            Description = "Only hosts with this label; all of them, where given more than once",
            HelpName = "KEY=VALUE",
        };

    /// <summary><c>--host NAME</c>.</summary>
    public static Option<string> Only(CommandFrame frame)
    {
        var host = new Option<string>("--host")
        {
            Description = "Only this host",
            HelpName = "NAME",
        };
        host.CompletionSources.Add(context => Names(frame, context.ParseResult));
        return host;
    }

    /// <summary>Nothing where no controller answers: a completion never complains.</summary>
    internal static IEnumerable<string> Names(CommandFrame frame, ParseResult parsed)
    {
        var deadline = frame.Environment.Time.GetUtcNow().UtcDateTime + CompletionPatience;
        try
        {
            using var client = frame.ClientOf(parsed);
            var reply = client.Operators.ListHosts(new ListHostsRequest(), deadline: deadline);
            return [.. reply.Hosts.Select(host => host.Name)];
        }
        catch (Exception unanswered) when (unanswered is RpcException or UnusableAddressException)
        {
            return [];
        }
    }
}
