using Fleet.V1;

namespace Fleet.Controller.Tests.Cli;

/// <summary>What a controller answers to "could alice log in to web-12?".</summary>
internal static class CanReplies
{
    public const string AliceKey = "SHA256:uNiVztksCsDhcc0u9e8BrRJXVDpsPn6FnqI8KXvnJPQ";

    public static CanReply Open() =>
        Reply(
            new LoginWay
            {
                Method = "key",
                Fingerprint = AliceKey,
                Place = "/home/alice/.ssh/authorized_keys:3",
                Verdict = LoginVerdict.Yes,
                Deciding = new LoginGateAnswer
                {
                    Gate = "key",
                    Verdict = LoginVerdict.Yes,
                    Words = "the key",
                },
            }
        );

    public static CanReply Closed()
    {
        var lists = new LoginGateAnswer
        {
            Gate = "user_lists",
            Verdict = LoginVerdict.No,
            Words = "AllowUsers leaves the user out",
            Source = "/etc/ssh/sshd_config.d/10-x.conf:4",
            Line = "AllowUsers bob",
        };
        return Reply(
            new LoginWay
            {
                Method = "key",
                Fingerprint = AliceKey,
                Verdict = LoginVerdict.No,
                Deciding = lists,
                Gates =
                {
                    lists,
                    new LoginGateAnswer
                    {
                        Gate = "method",
                        Verdict = LoginVerdict.No,
                        Words = "PubkeyAuthentication is no",
                        Source = "/etc/ssh/sshd_config:9",
                        Line = "PubkeyAuthentication no",
                    },
                },
                Remedy = { "sed -i one", "sshd -t && systemctl reload ssh" },
            }
        );
    }

    private static CanReply Reply(LoginWay way) =>
        new()
        {
            Host = "web-12",
            User = "alice",
            Verdict = way.Verdict,
            Answers =
            {
                new SourceAnswer
                {
                    Source = "10.0.0.5",
                    Verdict = way.Verdict,
                    Ways = { way },
                },
            },
        };
}
