using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;
using Fleet.Controller.Notifications.Planning;
using Fleet.Controller.Notifications.Sending;

namespace Fleet.Controller.Tests.Notifications;

/// <summary>Messages as hosts may make them.</summary>
internal static class Deliveries
{
    public const string Hostile =
        "x</pre><script>\r\nBcc: all@example.org\n\n<!channel> @channel `rm` \u202e\u001b[31m & more";

    public static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ImmutableArray<IPNetwork> Loopback = [IPNetwork.Parse("127.0.0.0/8")];

    private static readonly ImmutableArray<NoticeHost> Both =
    [
        new("web-1", At, false, ""),
        new("web-2", At, false, ""),
    ];

    public static NoticeMessage Message(string text = "root may log in with a password") =>
        new()
        {
            Kind = NotificationKind.Opened,
            Summary = text,
            Severity = Severity.High,
            Rule = "ssh.config/permit_root_login",
            Subject = text,
            Before = "no",
            After = text,
            Since = At,
            At = At,
            Regression = 121,
            Topics =
            [
                new(
                    "ssh.config/permit_root_login",
                    text,
                    Severity.High,
                    text,
                    "no",
                    text,
                    121,
                    Both.Length,
                    Both
                ),
                new("ssh.service/running", "", Severity.Low, text, "", "", 122, 1, [Both[0]]),
            ],
            Hosts = Both,
            HostCount = 2,
            NewHosts = 2,
            Impact = [text],
            Clues = ["package openssh-server 1 → 2 came just before"],
            Changes = [new Difference("sshd_config/PermitRootLogin", "no", text)],
            Remedy = ["sshd -t && systemctl reload ssh"],
            Command = "fleet regression 121",
            HoldsUntil = At.AddDays(1),
        };

    public static Delivery To(
        ReceiverAddress address,
        NoticeMessage? message = null,
        ImmutableArray<IPNetwork>? allowed = null
    ) =>
        new(
            "fleet-7-abc",
            "fleet-group-3",
            new Receiver("ops", address, allowed ?? Loopback),
            message ?? Message()
        );
}

/// <summary>Secrets in memory.</summary>
internal sealed class KnownSecrets : ISecrets
{
    public Dictionary<string, string> Files { get; } = [];

    public string Read(string path) =>
        Files.TryGetValue(path, out var text)
            ? text
            : throw new FileNotFoundException($"Could not find file '{path}'.");
}
