using System.Collections.Immutable;
using Fleet.Checks.Access.Bans;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.Bans;

/// <summary>The sets of the packet filter that a program keeps its bans in.</summary>
internal static class FilterSets
{
    public static async ValueTask<Reply<ImmutableArray<ListedSet>>> AskAsync(
        IHost host,
        HostCommand command,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(new RunCommand(command, []), cancellationToken);
        return !asked.IsOk ? new(asked.State, default, asked.Reason)
            : asked.Value.Truncated
                ? Reply.Failed<ImmutableArray<ListedSet>>(
                    $"{command.Name}: the listing is too long"
                )
            : asked.Value.ExitCode != 0
                ? Reply.Failed<ImmutableArray<ListedSet>>(
                    $"{command.Name}: {asked.Value.Error.Trim().Split('\n')[0]}"
                )
            : Reply.Ok(
                command == HostCommand.IpsetSave
                    ? IpsetListing.Read(asked.Value.Output)
                    : NftSetListing.Read(asked.Value.Output)
            );
    }

    /// <summary>A set's bans. The kernel counts the time that is left; to the minute it is the same moment in every run.</summary>
    public static IEnumerable<Ban> Bans(
        BanTool tool,
        string list,
        ListedSet set,
        DateTimeOffset now
    ) =>
        set.Elements.SelectMany(element =>
            ListedNetworks
                .Of(element.Text)
                .Select(network => new Ban(tool, list, network, null, End(element.Left, now)))
        );

    private static DateTimeOffset? End(TimeSpan? left, DateTimeOffset now)
    {
        if (left is not { } time)
        {
            return null;
        }

        var end = now + time + TimeSpan.FromSeconds(30);
        return new DateTimeOffset(end.Ticks - (end.Ticks % TimeSpan.TicksPerMinute), end.Offset);
    }
}
