using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;

namespace Fleet.Controller.Cli.Notifying;

/// <summary><c>fleet notify</c>: who was told, and whether they hear.</summary>
internal static class NotifyCommands
{
    public static Command In(CommandFrame frame) =>
        frame.Plain(
            "notify",
            "Notifications: whether receivers hear, what was sent, what did not arrive",
            ["fleet notify test", "fleet notify list --failed", "fleet notify retry 17"],
            [Test(frame), List(frame), Retry(frame)]
        );

    private static Command Test(CommandFrame frame)
    {
        var receiver = new Argument<string?>("RECEIVER")
        {
            Description = "Its name in the policy (default: all)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return frame.Asking(
            "test",
            "Send a test message now and show the receiver's answer, or the exact error",
            ["fleet notify test", "fleet notify test ops"],
            [receiver],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Notices.TestReceiversAsync(
                    new() { Receiver = asked.Parsed.GetValue(receiver) ?? "" },
                    Asked.Options(cancellationToken)
                );
                _ = asked.Show(
                    () => TestedReceiversJson.From(reply),
                    FleetJson.Default.TestedReceiversJson,
                    () => NoticeLines.Tested(reply, asked.Screen)
                );
                return reply.Receivers.All(one => one.Delivered)
                    ? ExitCode.Clean
                    : ExitCode.Offline;
            }
        );
    }

    private static Command List(CommandFrame frame)
    {
        var failed = new Option<bool>("--failed")
        {
            Description = "Only messages whose last try failed, with the reason",
        };
        var limit = new Option<int>("--limit")
        {
            Description = "The most of them (default: 50)",
            HelpName = "N",
        };
        return frame.Asking(
            "list",
            "Messages, newest first: sent, waiting and given up",
            ["fleet notify list", "fleet notify list --failed --limit 10"],
            [failed, limit],
            async (asked, cancellationToken) =>
            {
                var reply = await asked.Client.Notices.ListNoticesAsync(
                    new()
                    {
                        Failed = asked.Parsed.GetValue(failed),
                        Limit = asked.Parsed.GetValue(limit),
                    },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => NoticesJson.From(reply),
                    FleetJson.Default.NoticesJson,
                    () => NoticeLines.List(reply.Notices, asked.Screen)
                );
            }
        );
    }

    private static Command Retry(CommandFrame frame)
    {
        var id = new Argument<long>("ID") { Description = "As fleet notify list shows it" };
        return frame.Asking(
            "retry",
            "Send a message that did not arrive once more, now",
            ["fleet notify retry 17"],
            [id],
            async (asked, cancellationToken) =>
            {
                var notice = await asked.Client.Notices.RetryNoticeAsync(
                    new() { Id = asked.Parsed.GetValue(id) },
                    Asked.Options(cancellationToken)
                );
                return asked.Show(
                    () => new RetriedNoticeJson(FleetJson.SchemaVersion, NoticeJson.From(notice)),
                    FleetJson.Default.RetriedNoticeJson,
                    () => [$"notification {notice.Id} goes out to {notice.Receiver} again"]
                );
            }
        );
    }
}
