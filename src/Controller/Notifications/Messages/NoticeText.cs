using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Messages;

/// <summary>A message as plain lines, safe for a terminal. What mail and chat show is made of them.</summary>
internal static class NoticeText
{
    private const int NamedHosts = 10;

    /// <summary>One line: <c>[high] root may log in with a password · 37 hosts</c>.</summary>
    public static string Title(NoticeMessage message) =>
        Printable.Line($"{Lead(message)}{message.Summary}{Where(message)}");

    /// <summary>All that is to be said below the title, a line each; empty lines between parts.</summary>
    public static IEnumerable<string> Lines(NoticeMessage message) =>
        message.Kind == NotificationKind.Test
            ? ["Whoever reads this hears of regressions from now on."]
            : Head(message).Concat(Changes(message)).Concat(Help(message)).Select(Printable.Line);

    private static IEnumerable<string> Head(NoticeMessage message) =>
        [
            .. message.Topics.Skip(1).Select(topic => $"also:    {Also(topic, message)}"),
            .. message.Impact.Select(line => $"affects: {line}"),
            $"since:   {Clock(message.Since)}",
            .. message.Clues.Select(line => $"why:     {line}"),
            .. Where(message.IsFlapping, "it comes and goes"),
            $"hosts:   {Hosts(message)}",
        ];

    private static string Also(NoticeTopic topic, NoticeMessage message) =>
        topic.HostCount == message.HostCount
            ? topic.Summary
            : $"{topic.Summary} · {topic.HostCount} of them";

    private static IEnumerable<string> Changes(NoticeMessage message)
    {
        if (!message.Changes.IsEmpty)
        {
            return ["", .. message.Changes.SelectMany(Difference)];
        }

        return Where(
            message.Before.Length + message.After.Length > 0,
            "",
            $"{message.Subject}: {Shown(message.Before)} → {Shown(message.After)}"
        );
    }

    private static IEnumerable<string> Difference(Difference change) =>
        [
            change.Key,
            .. Where(change.Before.Length > 0, $"  - {change.Before}"),
            .. Where(change.After.Length > 0, $"  + {change.After}"),
        ];

    private static IEnumerable<string> Help(NoticeMessage message) =>
        [
            .. Where(!message.Remedy.IsEmpty, "", "fix:"),
            .. message.Remedy.Select(line => $"  {line}"),
            .. Where(message.Command.Length > 0, "", $"more: {message.Command}"),
        ];

    private static string[] Where(bool isSo, params string[] lines) => isSo ? lines : [];

    private static string Lead(NoticeMessage message) =>
        message.Kind switch
        {
            NotificationKind.Resolved => "[resolved] ",
            NotificationKind.Reminder => $"[{Severity(message)}, still open] ",
            NotificationKind.Escalation => $"[{Severity(message)}, nobody has taken it up] ",
            NotificationKind.Test => "[test] ",
            _ when message.IsUpdate => $"[{Severity(message)}, {More(message)}] ",
            _ when message.IsAgain => $"[{Severity(message)}, again] ",
            _ => $"[{Severity(message)}] ",
        };

    private static string Severity(NoticeMessage message) =>
        message.Severity.ToString().ToLowerInvariant();

    private static string More(NoticeMessage message) =>
        message.NewHosts == 1 ? "1 more host" : $"{message.NewHosts} more hosts";

    private static string Where(NoticeMessage message) =>
        message.HostCount switch
        {
            0 => "",
            1 when message.Summary.Contains(message.Hosts[0].Name, StringComparison.Ordinal) => "",
            1 => $" · {message.Hosts[0].Name}",
            _ when message.Rule == Topic.OfflineRule => "",
            _ => $" · {message.HostCount} hosts",
        };

    private static string Hosts(NoticeMessage message)
    {
        var named = message.Hosts.Take(NamedHosts).Select(Host).ToList();
        var more = message.HostCount - named.Count;
        return string.Join(", ", named) + (more > 0 ? $" and {more} more" : "");
    }

    private static string Host(NoticeHost host) =>
        host.Ended.Length > 0 ? $"{host.Name} ({host.Ended})" : host.Name;

    private static string Shown(string value) => value.Length > 0 ? value : "nothing";

    private static string Clock(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
