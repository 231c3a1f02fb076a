using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>
/// Is the time right, and does somebody keep it so? Example: <c>clock/synchronised = yes</c>, <c>clock/daemon = chronyd</c>. Who cares: whoever logs in with a certificate, a key with expiry-time=, a one-time password or Kerberos.
/// </summary>
public sealed class HostClockCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = ClockKeys.Id,
            Version = 1,
            Title = "the clock is right, and something keeps it right",
            Description =
                "Asks the kernel whether its clock is synchronised (adjtimex(2), as timedatectl does; chronyd itself where it does not tell the kernel), which time daemon runs, how far the hardware "
                + "clock is off, from which the next boot starts, and whether the date can be true at all. Certificates, expiry-time= of keys, account expiry, one-time passwords and Kerberos depend on it. "
                + "How far the clock is from the controller's is measured when the agent connects.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    ClockKeys.Synchronised,
                    KeyUse.Watched,
                    "yes, no, starting within ten minutes of boot, or container: its host keeps the clock.",
                    "yes"
                ),
                new(
                    ClockKeys.Daemon,
                    KeyUse.Inventory,
                    "The time daemons that run, or none.",
                    "chronyd"
                ),
                new(ClockKeys.Plausible, KeyUse.Watched, "Whether the date can be true.", "yes"),
                new(
                    ClockKeys.HardwareZone,
                    KeyUse.Inventory,
                    "The time that the hardware clock is kept in: utc or local.",
                    "utc"
                ),
            ],
            Needs =
            [
                Capability.ReadWorldReadable,
                Capability.ReadPrivileged,
                Capability.InspectProcesses,
                Capability.RunCommand,
            ],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new SynchronisedRule(), new PlausibleRule(), new SkewRule(), new HardwareClockRule()];

    public override string Brief(CheckFacts facts) =>
        facts.Read(ClockKeys.Daemon).Value is "none" or ""
            ? ""
            : facts.Read(ClockKeys.Daemon).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        if (await SshdPresence.MissingAsync(host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(ClockKeys.Prefix, CoverageState.Absent, missing);
            return;
        }

        seen.Complete(ClockKeys.Prefix);
        var wall = host.Time.GetUtcNow();
        seen.Fact(ClockKeys.Plausible, await Plausibility.AskAsync(host, wall, cancellationToken));
        await HardwareClock.LookAsync(host, wall, seen, cancellationToken);
        var daemons = await DaemonsAsync(host, seen, cancellationToken);
        var kernel = await host.AskAsync(new ReadClockDiscipline(), cancellationToken);
        if (kernel.IsOk)
        {
            seen.Sample(ClockKeys.MaxError, kernel.Value.MaxError.TotalSeconds);
        }

        var answer = await Synchronisation.AskAsync(host, kernel, daemons, cancellationToken);
        if (answer.IsOk)
        {
            seen.Fact(ClockKeys.Synchronised, answer.Value);
        }
        else
        {
            seen.Cover(ClockKeys.Synchronised, CoverageState.Unreadable, answer.Reason);
        }
    }

    private static async ValueTask<ImmutableArray<string>> DaemonsAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var running = await host.AskAsync(new ListProcesses(TimeDaemons.Comms), cancellationToken);
        if (!running.IsOk)
        {
            seen.Cover(ClockKeys.Daemon, CoverageState.Unreadable, running.Reason);
            return [];
        }

        ImmutableArray<string> names =
        [
            .. running
                .Value.Select(process => TimeDaemons.NameOf(process.Name))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        seen.Fact(ClockKeys.Daemon, names.IsEmpty ? "none" : string.Join(' ', names));
        return names;
    }
}
