using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>Somebody keeps the clock right.</summary>
public sealed class SynchronisedRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.clock/synchronised",
            Title = "the clock is synchronised",
            Severity = Severity.Medium,
            Rationale =
                "A clock that nobody corrects drifts by seconds a week, a virtual machine's by minutes after a pause. Then certificates are \"not yet valid\" or \"expired\", keys with expiry-time= end at "
                + "the wrong time, one-time passwords and Kerberos tickets are refused, and logs of two hosts cannot be compared.",
            Reads = [ClockKeys.Synchronised, ClockKeys.Daemon],
            Decides = [ClockKeys.Synchronised],
            References = ["timedatectl(1)", "adjtimex(2) STA_UNSYNC"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[ClockKeys.Id];
        var synchronised = facts.Read(ClockKeys.Synchronised);
        var daemon = facts.Read(ClockKeys.Daemon);
        var finding =
            synchronised.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether the clock is synchronised: {synchronised.Reason}"
                )
            : synchronised.Is("yes") ? Finding(Outcome.Pass, "", "the clock is synchronised")
            : synchronised.Is("starting")
                ? Finding(Outcome.NotApplicable, "", "the host has just booted")
            : synchronised.Is("container")
                ? Finding(
                    Outcome.NotApplicable,
                    "",
                    "the clock is not synchronised, and this is a container: its host keeps the clock"
                )
            : Finding(Outcome.Warn, "", $"the clock is not synchronised: {Why(daemon.Value)}") with
            {
                Remedy = Remedy(daemon.Value),
            };
        yield return finding with
        {
            Keys = [ClockKeys.Synchronised],
        };
    }

    private static string Why(string daemon) =>
        daemon switch
        {
            "" => "which time daemon runs is not known",
            "none" => "no time daemon runs",
            _ => $"{daemon} runs, but has no time from its servers",
        };

    private static ImmutableArray<string> Remedy(string daemon) =>
        daemon switch
        {
            TimeDaemons.Chrony => ["chronyc -n sources", "chronyc makestep"],
            TimeDaemons.Timesync =>
            [
                "timedatectl timesync-status",
                "systemctl restart systemd-timesyncd",
            ],
            "none" => ["timedatectl set-ntp true", "timedatectl"],
            _ => ["timedatectl"],
        };
}
