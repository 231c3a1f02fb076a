using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Access.HostsAccess;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Logins;

/// <summary>What stands before sshd, for one source.</summary>
internal static class NetworkGates
{
    public static IEnumerable<LoginDecision> Decide(HostFilters filters, IPAddress source)
    {
        yield return Firewall(filters, source);
        if (filters.HasWrappers || filters.WrappersUnknown is not null)
        {
            yield return Wrappers(filters, source);
        }
    }

    private static LoginDecision Firewall(HostFilters filters, IPAddress source)
    {
        if (filters.Ruleset is null)
        {
            return new(LoginGate.Firewall, LoginVerdict.Unknown, filters.FirewallUnknown);
        }

        var isVersion6 = source.AddressFamily == AddressFamily.InterNetworkV6;
        var sockets = filters.Sockets.Where(socket => socket.IsVersion6 == isVersion6).ToList();
        if (sockets.Count == 0)
        {
            return new(
                LoginGate.Firewall,
                LoginVerdict.No,
                $"sshd is configured for no {(isVersion6 ? "IPv6" : "IPv4")} address that others can dial"
            );
        }

        var address = IntervalSet.Of(FieldText.Number(source));
        var model = new FirewallModel(filters.Ruleset);
        var answers = sockets
            .Select(socket => Of(model.Ask(socket with { Sources = address }), socket.Port))
            .ToList();
        return answers.Find(one => one.Verdict == LoginVerdict.Yes)
            ?? answers.Find(one => one.Verdict == LoginVerdict.Unknown)
            ?? answers[0];
    }

    private static LoginDecision Of(ConnectionAnswer answer, int port)
    {
        var ends = answer.Ends.Where(end => end.IsIdle).ToList();
        var end =
            ends.Find(end => NetworkReach.Of(end, port) != LoginVerdict.Yes)
            ?? ends.FirstOrDefault()
            ?? answer.Ends[0];
        var verdict =
            ends.Count > 0 && ends.TrueForAll(one => NetworkReach.Of(one, port) == LoginVerdict.Yes)
                ? LoginVerdict.Yes
            : ends.Count > 0
            && ends.TrueForAll(one => NetworkReach.Of(one, port) == LoginVerdict.No)
                ? LoginVerdict.No
            : LoginVerdict.Unknown;
        var decision = end.LaterLoss ?? end.Decision;
        return new(
            LoginGate.Firewall,
            verdict,
            verdict switch
            {
                LoginVerdict.Yes => $"the firewall lets it through to port {port}",
                LoginVerdict.No => $"the firewall does not let it through to port {port}",
                _ =>
                    $"not known what the firewall does: {(end.Reason.Length > 0 ? end.Reason : string.Join("; ", end.Assumptions.Select(a => a.Text)))}",
            },
            decision is null
                ? ""
                : $"{decision.Table} {string.Join(" > ", decision.Path)}: {decision.Rule}"
        );
    }

    private static LoginDecision Wrappers(HostFilters filters, IPAddress source)
    {
        if (filters.WrappersUnknown is { } reason)
        {
            return new(LoginGate.TcpWrappers, LoginVerdict.Unknown, reason);
        }

        var answer = new HostsAccessModel(filters.HostsAllow, filters.HostsDeny).Ask(
            "sshd",
            source.AddressFamily == AddressFamily.InterNetworkV6
        );
        var number = FieldText.Number(source);
        return answer.Denied.Contains(number)
                ? new(
                    LoginGate.TcpWrappers,
                    LoginVerdict.No,
                    "tcp_wrappers refuse the source",
                    answer.Deniers.FirstOrDefault() ?? ""
                )
            : answer.Unknown.Contains(number)
                ? new(
                    LoginGate.TcpWrappers,
                    LoginVerdict.Unknown,
                    "a name decides in hosts.allow or hosts.deny",
                    answer.Deniers.FirstOrDefault() ?? ""
                )
            : new(LoginGate.TcpWrappers, LoginVerdict.Yes, "tcp_wrappers let the source through");
    }
}
