using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Denials;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Catalog.Apparmor;

/// <summary>
/// Does AppArmor confine sshd, and did it refuse anything? Examples: <c>apparmor/sshd = unconfined</c>, <c>apparmor_profile/%2Fusr%2Fsbin%2Fsshd = enforce</c>. Who cares: whoever is refused although every mode is right.
/// </summary>
public sealed class ApparmorCheck : Check
{
    internal const string Id = "apparmor";
    internal const string Confined = "apparmor/sshd";
    internal const string Profiles = "apparmor_profile";
    internal const string Denied = "apparmor_denial";
    private const string File = "/sys/kernel/security/apparmor/profiles";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = Id,
            Version = 1,
            Title = "AppArmor lets sshd do its work",
            Description =
                "Reads which loaded profiles concern sshd and in which mode, which one confines the listening daemon, and what was refused to it during the last day, from audit.log or else the "
                + "journal. Debian and Ubuntu ship no enforced profile for sshd, so usually there is none. Files of syslog are not believed: any user can write a line there. Where the kernel runs no "
                + "AppArmor the check does not apply.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    Confined,
                    KeyUse.Watched,
                    "The profile that confines the listening sshd and its mode, or unconfined.",
                    "unconfined"
                ),
                new(
                    Profiles + "/*",
                    KeyUse.Watched,
                    "The mode of a loaded profile that concerns sshd.",
                    "enforce"
                ),
                new(
                    Denied + "/*/*/*",
                    KeyUse.Inventory,
                    "What was refused to sshd within the last day: program, operation and mask; the path.",
                    "/srv/keys/alice"
                ),
            ],
            Needs =
            [
                Capability.ReadPrivileged,
                Capability.InspectProcesses,
                Capability.ReadJournal,
            ],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new ConfinedRule(), new ApparmorDenialsRule()];

    public override string Brief(CheckFacts facts) =>
        facts.Read(Confined) is { IsPresent: true } confined ? $"sshd {confined.Value}" : "";

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        var loaded = await host.AskAsync(new ReadFile(File), cancellationToken);
        var missing =
            await SshdPresence.MissingAsync(host, cancellationToken)
            ?? (loaded.IsAbsent ? "this kernel runs no AppArmor" : null);
        if (missing is not null || !loaded.IsOk)
        {
            foreach (var prefix in (string[])[Id, Profiles, Denied])
            {
                seen.Cover(
                    prefix,
                    missing is null ? CoverageState.Unreadable : CoverageState.Absent,
                    missing ?? loaded.Reason
                );
            }

            if (missing is not null)
            {
                seen.NotApplicable(missing);
            }

            return;
        }

        seen.Complete(Profiles);
        var own = ApparmorProfiles
            .Parse(loaded.Value.Text)
            .Where(profile => ApparmorProfiles.IsOfSshd(profile.Name))
            .ToList();
        own.ForEach(profile =>
            seen.Fact($"{Profiles}/{FactKey.Segment(profile.Name)}", profile.Mode, File)
        );
        await ListenerAsync(host, seen, cancellationToken);
        if (own.Count == 0)
        {
            // The usual case, and the journal need not be asked: nothing can be refused in sshd's name.
            seen.Cover(Denied, CoverageState.Absent, "no loaded profile concerns sshd");
            return;
        }

        await SshdDenials.LookAsync(
            host,
            MandatoryAccessControl.Apparmor,
            Denied,
            context.Cursor,
            seen,
            cancellationToken
        );
    }

    private static async ValueTask ListenerAsync(
        IHost host,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        seen.Complete(Id);
        var listeners = await SshdProcesses.ListenersAsync(host, cancellationToken);
        if (!listeners.IsOk || listeners.Value.IsEmpty)
        {
            seen.Cover(
                Confined,
                listeners.IsOk ? CoverageState.Absent : CoverageState.Unreadable,
                listeners.IsOk ? "no sshd listens by itself" : listeners.Reason
            );
            return;
        }

        var pid = listeners.Value[0].Pid.ToString(CultureInfo.InvariantCulture);
        var asked = await host.AskAsync(
            new ReadFile($"/proc/{pid}/attr/apparmor/current"),
            cancellationToken
        );

        // Kernels before 5.8 have only the file that all security modules share.
        asked = asked.IsAbsent
            ? await host.AskAsync(new ReadFile($"/proc/{pid}/attr/current"), cancellationToken)
            : asked;
        if (asked.IsOk)
        {
            seen.Fact(Confined, asked.Value.Text.TrimEnd('\0', '\n'));
        }
        else
        {
            seen.Cover(Confined, CoverageState.Unreadable, asked.Reason);
        }
    }
}
