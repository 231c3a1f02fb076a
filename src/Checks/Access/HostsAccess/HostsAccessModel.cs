using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.HostsAccess;

namespace Fleet.Checks.Access.HostsAccess;

/// <summary>
/// Which addresses libwrap lets connect to a daemon (hosts_access(5), hosts_options(5)). Pure. The first rule of hosts.allow that matches decides, then the first of hosts.deny; otherwise the
/// client may connect. What a name, a netgroup or another file decides is unknown.
/// </summary>
/// <param name="allow">hosts.allow.</param>
/// <param name="deny">hosts.deny.</param>
public sealed class HostsAccessModel(HostsAccessFile allow, HostsAccessFile deny)
{
    /// <summary>The answer for every address of a family.</summary>
    /// <param name="daemon">The daemon's name: <c>sshd</c>.</param>
    /// <param name="isVersion6">True for IPv6.</param>
    public HostsAccessAnswer Ask(string daemon, bool isVersion6)
    {
        var answer = new HostsAccessAnswer(
            IntervalSet.Empty,
            IntervalSet.Empty,
            IntervalSet.Empty,
            []
        );
        var left = ClientPattern.All(isVersion6);
        (answer, left) = Pass(answer, left, allow, "/etc/hosts.allow", true, daemon, isVersion6);
        (answer, left) = Pass(answer, left, deny, "/etc/hosts.deny", false, daemon, isVersion6);
        return answer with { Allowed = answer.Allowed.Union(left) };
    }

    private static (HostsAccessAnswer Answer, IntervalSet Left) Pass(
        HostsAccessAnswer answer,
        IntervalSet left,
        HostsAccessFile file,
        string path,
        bool allows,
        string daemon,
        bool isVersion6
    )
    {
        foreach (var rule in file.Rules)
        {
            var (forUs, maybeForUs) = Match(
                rule.Daemons,
                pattern => ClientPattern.Daemon(pattern, daemon)
            );
            if (forUs.IsEmpty && maybeForUs.IsEmpty)
            {
                continue;
            }

            var (sure, maybe) = Match(
                rule.Clients,
                pattern => ClientPattern.Read(pattern, isVersion6)
            );
            (sure, maybe) = (sure.Intersect(left), maybe.Intersect(left));
            if (forUs.IsEmpty)
            {
                (sure, maybe) = (IntervalSet.Empty, maybe.Union(sure));
            }

            var source = $"{path}:{rule.Line}";
            var isAllowed = AccessOptions.Verdict(rule.Options) ?? allows;
            answer = (isAllowed, sure.IsEmpty) switch
            {
                (_, true) => answer,
                (true, _) => answer with { Allowed = answer.Allowed.Union(sure) },
                _ => answer with
                {
                    Denied = answer.Denied.Union(sure),
                    Deniers = answer.Deniers.Add(source),
                },
            };
            if (!maybe.IsEmpty)
            {
                answer = answer with
                {
                    Unknown = answer.Unknown.Union(maybe),
                    Deniers = answer.Deniers.Add(source),
                };
            }

            left = left.Except(sure).Except(maybe);
        }

        return (answer, left);
    }

    // What certainly matches, and what may.
    private static (IntervalSet Sure, IntervalSet Maybe) Match(
        AccessList list,
        Func<string, (IntervalSet Sure, IntervalSet Maybe)> read
    )
    {
        var each = list.Patterns.Select(read).ToList();
        var sure = IntervalSet.Union(each.Select(e => e.Sure));
        var maybe = IntervalSet.Union(each.Select(e => e.Maybe)).Except(sure);
        if (list.Except is null)
        {
            return (sure, maybe);
        }

        var (outSure, outMaybe) = Match(list.Except, read);
        var certain = sure.Except(outSure).Except(outMaybe);
        return (certain, sure.Union(maybe).Except(outSure).Except(certain));
    }
}

/// <summary>What becomes of the addresses of one family.</summary>
/// <param name="Allowed">They may connect.</param>
/// <param name="Denied">They are refused right after the connect.</param>
/// <param name="Unknown">A name, a netgroup or another file decides.</param>
/// <param name="Deniers">The rules (file:line) by which some are denied or unknown, in order.</param>
public sealed record HostsAccessAnswer(
    IntervalSet Allowed,
    IntervalSet Denied,
    IntervalSet Unknown,
    ImmutableArray<string> Deniers
);
