using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Notifying;

/// <summary>Notifications for people.</summary>
internal static class NoticeLines
{
    public static IEnumerable<string> Tested(TestReceiversReply reply, Screen screen)
    {
        var table = new Table(["RECEIVER", "", "ANSWER"], flexible: 2);
        foreach (var one in reply.Receivers)
        {
            table.Add(
                one.Name,
                one.Delivered ? "✓ delivered" : "✗ not delivered",
                Printable.Line(one.Answer)
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    public static IEnumerable<string> List(IReadOnlyList<Notice> notices, Screen screen)
    {
        if (notices.Count == 0)
        {
            return ["no notifications: fleet notify test shows whether receivers hear"];
        }

        var table = new Table(["ID", "AT", "RECEIVER", "STATE", "MESSAGE"], flexible: 4);
        foreach (var notice in notices)
        {
            table.Add(
                $"{notice.Id}",
                screen.Times.Clock(notice.CreatedAt),
                Printable.Line(notice.Receiver),
                State(notice, screen),
                Printable.Line(
                    notice.Problem.Length > 0 ? $"{notice.Title}: {notice.Problem}" : notice.Title
                )
            );
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static string State(Notice notice, Screen screen) =>
        notice switch
        {
            { DeliveredAt: not null, Tries: > 1 } => $"delivered, try {notice.Tries}",
            { DeliveredAt: not null } => "delivered",
            { NextTryAt: not null, Tries: 0 } => "waiting",
            { NextTryAt: not null } =>
                $"failed {notice.Tries}×, next {screen.Times.Clock(notice.NextTryAt)}",
            { Kind: NoticeKind.Test } => "test failed",
            _ => "given up",
        };
}
