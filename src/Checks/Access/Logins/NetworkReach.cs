using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Access.HostsAccess;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Logins;

/// <summary>Which sources of a family reach sshd at all, and which may. The rest does not.</summary>
/// <param name="Open">They do.</param>
/// <param name="Unknown">They may.</param>
public sealed record NetworkReach(IntervalSet Open, IntervalSet Unknown)
{
    public static NetworkReach Of(HostFilters filters, bool isVersion6)
    {
        var all = isVersion6 ? IntervalSet.All : IntervalSet.Between(0, uint.MaxValue);
        var sockets = filters.Sockets.Where(socket => socket.IsVersion6 == isVersion6).ToList();
        if (filters.Ruleset is null)
        {
            return new(IntervalSet.Empty, all);
        }

        var model = new FirewallModel(filters.Ruleset);
        var each = sockets.Select(socket => Of(model.Ask(socket), socket.Port)).ToList();
        var open = IntervalSet.Union(each.Select(one => one.Open));
        var unknown = IntervalSet.Union(each.Select(one => one.Unknown)).Except(open);
        return Behind(filters, isVersion6, new(open, unknown));
    }

    /// <summary>What one end of a connection means to somebody who wants in.</summary>
    internal static LoginVerdict Of(ConnectionEnd end, int port) =>
        end.Fate switch
        {
            PacketFate.Accept => end.LaterLoss is null && end.Port.Contains((uint)port)
                ? LoginVerdict.Yes
                : LoginVerdict.No,
            PacketFate.Unknown => LoginVerdict.Unknown,
            _ => LoginVerdict.No,
        };

    private static NetworkReach Of(ConnectionAnswer answer, int port)
    {
        IntervalSet With(LoginVerdict verdict) =>
            IntervalSet.Union(
                answer
                    .Ends.Where(end => end.IsIdle && Of(end, port) == verdict)
                    .Select(end => end.Sources)
            );

        var (yes, no) = (With(LoginVerdict.Yes), With(LoginVerdict.No));
        var unknown = With(LoginVerdict.Unknown);
        return new(yes.Except(no).Except(unknown), unknown.Union(yes.Intersect(no)));
    }

    private static NetworkReach Behind(HostFilters filters, bool isVersion6, NetworkReach reach)
    {
        if (filters.WrappersUnknown is not null)
        {
            return new(IntervalSet.Empty, reach.Open.Union(reach.Unknown));
        }

        if (!filters.HasWrappers)
        {
            return reach;
        }

        var wrapped = new HostsAccessModel(filters.HostsAllow, filters.HostsDeny).Ask(
            "sshd",
            isVersion6
        );
        var open = reach.Open.Intersect(wrapped.Allowed);
        var unknown = reach.Open.Union(reach.Unknown).Except(wrapped.Denied).Except(open);
        return new(open, unknown);
    }
}
