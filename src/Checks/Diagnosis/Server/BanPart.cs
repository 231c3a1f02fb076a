using Fleet.Checks.Access.Bans;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>Whether a tool bans the client's address: by the tools' own lists, else by the rule that decides. A ban that no rule enforces keeps nobody out.</summary>
internal static class BanPart
{
    private static readonly (string Mark, string By)[] Marks =
    [
        ("f2b", "fail2ban"),
        ("fail2ban", "fail2ban"),
        ("sshguard", "sshguard"),
        ("crowdsec", "crowdsec"),
        ("denyhosts", "DenyHosts"),
    ];

    public static Known<BanVerdict> Of(
        JudgeInput input,
        Known<PacketVerdict> packet,
        LoginQuestion asked
    )
    {
        if (asked.Source is not { } source)
        {
            return Known.Unknown<BanVerdict>("the client's address is not known");
        }

        if (packet.Value is { IsShut: false })
        {
            return Known.Absent<BanVerdict>("no rule enforces a ban of this source", packet.Source);
        }

        var answer = BanModel.Of(check => input[check]).Ask(source, asked.AsOf);
        return answer.Bans is [var ban, ..]
                ? Known.Present(
                    new BanVerdict(ban.By, ban.List, answer.Unban),
                    $"{ban.By}: {ban.Whom}"
                )
            : packet.Value is { } verdict ? ByRule(verdict, packet.Source, source.ToString())
            : answer.State == BanState.NotBanned
                ? Known.Absent<BanVerdict>("no list of bans has the source", "bans.*")
            : Known.Unknown<BanVerdict>(answer.Reason);
    }

    private static Known<BanVerdict> ByRule(PacketVerdict verdict, string listing, string source)
    {
        var (_, by) = Array.Find(
            Marks,
            one => verdict.Decider.Contains(one.Mark, StringComparison.OrdinalIgnoreCase)
        );
        return by is null
            ? Known.Absent<BanVerdict>("no rule of a tool that bans decides", listing)
            : Known.Present(
                new BanVerdict(
                    by,
                    verdict.Decider,
                    by switch
                    {
                        "fail2ban" => [$"fail2ban-client set sshd unbanip {source}"],
                        "crowdsec" => [$"cscli decisions delete --ip {source}"],
                        _ => [],
                    }
                ),
                verdict.Decider
            );
    }
}
