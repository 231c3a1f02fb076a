using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Connecting;
using Grpc.Core;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>Names of schedules for completion; nothing where no controller answers.</summary>
internal static class ScheduleNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<string> Of(CommandFrame frame, ParseResult parsed)
    {
        var deadline = frame.Environment.Time.GetUtcNow().UtcDateTime + Patience;
        try
        {
            using var client = frame.ClientOf(parsed);
            var reply = client.Sweeps.ListSweepSchedules(new(), deadline: deadline);
            return [.. reply.Schedules.Select(schedule => schedule.Name)];
        }
        catch (Exception unanswered) when (unanswered is RpcException or UnusableAddressException)
        {
            return [];
        }
    }
}
