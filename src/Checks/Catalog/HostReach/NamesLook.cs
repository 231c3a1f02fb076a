using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>A host's name both ways.</summary>
/// <param name="Own">What it calls itself; not Ok where that cannot be read.</param>
/// <param name="Forward">What its name leads to.</param>
/// <param name="Back">By address: its name, and what that leads to.</param>
internal sealed record NamesLook(
    Reply<string> Own,
    Reply<LookUpAnswer> Forward,
    ImmutableArray<(string Address, Reply<LookUpAnswer> Name, Reply<LookUpAnswer> LeadsTo)> Back
)
{
    private const int Most = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static async Task<NamesLook> AskAsync(
        IHost host,
        ImmutableArray<HostAddress?> addresses,
        CancellationToken cancellationToken
    )
    {
        var file = await host.AskAsync(
            new ReadFile("/proc/sys/kernel/hostname", 256),
            cancellationToken
        );
        var name = file.IsOk
            ? Reply.Ok(file.Value.Text.Trim())
            : new Reply<string>(file.State, null, file.Reason);
        var forward = name.IsOk ? LookAsync(name.Value) : null;
        var back = addresses
            .OfType<HostAddress>()
            .Select(own => own.Address)
            .Take(Most)
            .Select(BackAsync)
            .ToList();
        return new NamesLook(
            name,
            forward is null ? Reply.Failed<LookUpAnswer>(name.Reason) : await forward,
            [.. await Task.WhenAll(back)]
        );

        async Task<Reply<LookUpAnswer>> LookAsync(string what) =>
            await host.AskAsync(new LookUp(what, Limit), cancellationToken);

        async Task<(string, Reply<LookUpAnswer>, Reply<LookUpAnswer>)> BackAsync(string address)
        {
            var named = await LookAsync(address);
            return (
                address,
                named,
                named is { IsOk: true, Value: { Outcome: LookUpOutcome.Found, Found: [var found] } }
                    ? await LookAsync(found)
                    : named
            );
        }
    }

    public void WriteTo(ObservationBuilder seen)
    {
        seen.Complete(ReachKeys.Names);
        if (Own.IsOk)
        {
            seen.Fact(ReachKeys.OwnName, Own.Value, "/proc/sys/kernel/hostname");
        }
        else
        {
            seen.Cover(ReachKeys.OwnName, CoverageState.Unreadable, Own.Reason);
        }

        Write(seen, ReachKeys.OwnAddresses, Forward);
        foreach (var (address, name, leadsTo) in Back)
        {
            Write(seen, $"{ReachKeys.Reverse}/{address}", name);
            if (name.Value is { Outcome: LookUpOutcome.Found })
            {
                Write(seen, $"{ReachKeys.LeadsBack}/{address}", leadsTo);
            }
        }
    }

    // A name that certainly does not exist is an absent fact; a resolver that does not answer makes it unknown.
    private static void Write(ObservationBuilder seen, string key, Reply<LookUpAnswer> reply)
    {
        if (!reply.IsOk)
        {
            seen.Cover(key, CoverageState.Unreadable, reply.Reason);
        }
        else if (reply.Value.Outcome == LookUpOutcome.Found)
        {
            seen.Fact(
                key,
                string.Join(' ', reply.Value.Found.Order(StringComparer.Ordinal).Take(20))
            );
        }
        else if (reply.Value.Outcome == LookUpOutcome.NotFound)
        {
            seen.Cover(key, CoverageState.Absent, "there is no such name");
        }
        else
        {
            seen.Cover(
                key,
                CoverageState.Unreadable,
                reply.Value.Outcome == LookUpOutcome.TimedOut
                    ? $"the resolver did not answer within {Limit.TotalSeconds:0} s"
                    : "no name server could answer"
            );
        }
    }
}
