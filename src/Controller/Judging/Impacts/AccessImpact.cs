using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>Compares who may log in to a host between two moments of what is known of it. Pure.</summary>
public static class AccessImpact
{
    private static readonly string[] Needed = ["ssh.config", "ssh.accounts"];

    /// <summary>The checks from whose observations access follows: a record of another one changes nobody's.</summary>
    public static ImmutableHashSet<string> Checks { get; } =
    [
        .. StoredLogins.Checks,
        "ssh.authorized_keys",
        ListeningState.ServiceCheck,
        ListeningState.ListenerCheck,
    ];

    /// <summary>What came between; none where too little was known before to say.</summary>
    public static Impact Between(JudgeInput before, JudgeInput after)
    {
        var (was, now) = (ListeningState.Of(before), ListeningState.Of(after));
        if (was.Down is null && now.Down is { } why)
        {
            return Silenced(before, why);
        }

        var impact =
            was.Ports is { } old && now.Ports is { } ports
                ? new Impact
                {
                    PortsClosed = [.. old.Except(ports)],
                    PortsOpened = [.. ports.Except(old)],
                }
                : Impact.None;
        return IsKnown(before) && IsKnown(after) ? Logins(impact, before, after) : impact;
    }

    /// <summary>Everybody who could log in no longer can.</summary>
    private static Impact Silenced(JudgeInput before, string why)
    {
        if (!IsKnown(before))
        {
            return new() { Everybody = why };
        }

        // Against itself: what is open in it is what is lost.
        var model = StoredLogins.Model(before, new ParsedTexts());
        var nobody = new LoginModel(model.Host with { Accounts = [], AccountsUnknown = null });
        var lost = AccessDifference.Of(model, nobody);
        return new() { Everybody = why, LockedOut = Sorted(lost.LockedOut) };
    }

    private static Impact Logins(Impact impact, JudgeInput before, JudgeInput after)
    {
        var parsed = new ParsedTexts();
        var (was, now) = (StoredLogins.Model(before, parsed), StoredLogins.Model(after, parsed));
        var difference = AccessDifference.Of(was, now);
        return impact with
        {
            NobodyLeft = difference.IsNobodyLeft,
            LockedOut = Sorted(difference.LockedOut),
            Principals =
            [
                .. difference
                    .Changes.SelectMany(change => Principals.Of(change, was.Host, now.Host))
                    .OrderBy(one => one.Turn)
                    .ThenBy(one => one.Account, StringComparer.Ordinal)
                    .ThenBy(one => one.Method, StringComparer.Ordinal)
                    .ThenBy(one => one.Fingerprint, StringComparer.Ordinal),
            ],
        };
    }

    private static bool IsKnown(JudgeInput input) =>
        Needed.All(check => input[check].Status == RunStatus.Ran);

    private static ImmutableArray<string> Sorted(ImmutableArray<string> accounts) =>
        [.. accounts.Order(StringComparer.Ordinal)];
}
