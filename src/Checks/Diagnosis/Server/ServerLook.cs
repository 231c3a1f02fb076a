using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Checks.Catalog.SshLimits;
using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>Puts the pieces together, each from the facts and documents of its check.</summary>
internal static class ServerLook
{
    public static ServerEvidence At(
        JudgeInput input,
        LoginQuestion asked,
        IReadOnlyList<EventLine>? lines
    )
    {
        var account = AccountPart.Of(input, asked);
        var config = ConfigPart.Of(input, asked, account);
        var packet = PacketPart.Of(input, asked);
        ImmutableArray<Finding> findings = [.. new HostJudge(CheckCatalog.BuiltIn).Judge(input)];
        return new ServerEvidence
        {
            Input = input,
            Findings = findings,
            Running = Known.Of(input["ssh.service"].Read("sshd/running"), "ssh.service"),
            Sockets = Sockets(input),
            Config = config,
            UserRefusal = UserPart.Of(config, asked, account),
            Account = account,
            Packet = packet,
            Ban = BanPart.Of(input, packet, asked),
            Login = LoginPart.Of(input, asked),
            Key = KeyPart.Of(input, asked),
            Paths = PathsPart.Of(input, asked),
            HostKeys = HostKeys(input),
            Startups = Startups(input),
            Mac = MacPart.Of(findings),
            Log = lines is null
                ? Known.Unknown<IReadOnlyList<EventLine>>("the log was not searched")
                : Known.Present<IReadOnlyList<EventLine>>(
                    LogPart.OfAttempt(lines, asked),
                    "sshd's log"
                ),
            Unit = SshdRemedy.Unit(input) ?? "",
        };
    }

    private static Known<IReadOnlyList<ServerSocket>> Sockets(JudgeInput input)
    {
        var facts = input["ssh.listener"];
        var held = HeldSocket.Of(facts);
        return HeldSocket.Doubt(facts) is { } doubt && held.IsEmpty
                ? Known.Unknown<IReadOnlyList<ServerSocket>>(doubt)
            : facts.Status != RunStatus.Ran
                ? Known.Unknown<IReadOnlyList<ServerSocket>>(facts.Reason)
            : Known.Present<IReadOnlyList<ServerSocket>>(
                [.. held.Select(socket => new ServerSocket(socket.EndPoint, socket.Holder))],
                "/proc/net/tcp"
            );
    }

    private static Known<ImmutableSortedDictionary<string, string>> HostKeys(JudgeInput input)
    {
        var facts = input["ssh.host_keys"];
        var keys = facts
            .Under(HostKeyFact.Prefix)
            .Where(held => !held.IsStale)
            .ToImmutableSortedDictionary(
                held => held.Fact.Key[(HostKeyFact.Prefix.Length + 1)..],
                held => held.Fact.Value,
                StringComparer.Ordinal
            );
        return keys.IsEmpty
            ? Known.Unknown<ImmutableSortedDictionary<string, string>>(
                facts.CoverageOf(HostKeyFact.Prefix).Reason ?? facts.Reason
            )
            : Known.Present(keys, "/etc/ssh/ssh_host_*_key.pub");
    }

    private static Known<StartupsLoad> Startups(JudgeInput input)
    {
        var running = input["ssh.limits"].Read(SshLoad.Limits);
        var limits = MaxStartups.Read(
            SshLoad.Configured(input, "MaxStartups").Value,
            running.IsPresent ? running.Value : ""
        );
        return SshLoad.Number(input, SshLoad.Unauthenticated) is not { } used
                ? Known.Unknown<StartupsLoad>(SshLoad.Doubt(input, SshLoad.Unauthenticated))
            : limits is null ? Known.Unknown<StartupsLoad>("MaxStartups is not known")
            : Known.Present(
                new StartupsLoad(used, limits.ToString(), limits.Refused(used)),
                "ssh.limits"
            );
    }
}
