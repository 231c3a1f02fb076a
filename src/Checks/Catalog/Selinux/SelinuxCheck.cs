using System.Collections.Immutable;
using Fleet.Checks.Catalog.Denials;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>
/// Does SELinux let sshd do its work? Examples: <c>selinux/mode = enforcing</c>, <c>selinux_label/alice/ssh = unconfined_u:object_r:ssh_home_t:s0</c>. Who cares: whoever is refused although every mode is right.
/// </summary>
public sealed class SelinuxCheck : Check
{
    private static readonly string[] Prefixes =
    [
        SelinuxKeys.Prefix,
        SelinuxKeys.Booleans,
        SelinuxKeys.Labels,
        SelinuxKeys.Ports,
        SelinuxKeys.Denials,
    ];

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = SelinuxKeys.Id,
            Version = 1,
            Title = "SELinux lets sshd listen, and read the keys of users",
            Description =
                "Reads the mode from the kernel and what the next boot starts with, sshd's domain, the labels of home, .ssh and key files of every account that can log in (with its own rights), the "
                + "ports that an administrator added to the policy, the switches for homes on other machines, and what was refused to sshd during the last day, from audit.log or else the journal. "
                + "Files of syslog are not believed: any user can write a line there. Ports that the policy itself or a module defines are not seen; in every known policy ssh_port_t is port 22 alone. "
                + "Refusals under dontaudit rules leave no line (semodule -DB shows them). Where the kernel runs no SELinux the check does not apply.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(SelinuxKeys.Mode, KeyUse.Watched, "enforcing or permissive.", "enforcing"),
                new(
                    SelinuxKeys.ModeAtBoot,
                    KeyUse.Watched,
                    "SELINUX= of /etc/selinux/config.",
                    "enforcing"
                ),
                new(SelinuxKeys.Policy, KeyUse.Inventory, "SELINUXTYPE=.", "targeted"),
                new(
                    SelinuxKeys.Domain,
                    KeyUse.Inventory,
                    "The domain that the listening sshd runs in.",
                    "sshd_t"
                ),
                new(
                    SelinuxKeys.Booleans + "/*",
                    KeyUse.Watched,
                    "Whether homes on other machines may be used.",
                    "off"
                ),
                new(
                    SelinuxKeys.Labels + "/*/*",
                    KeyUse.Watched,
                    "The label of an account's home, .ssh folder (ssh) or key file (keys, keys2).",
                    "unconfined_u:object_r:ssh_home_t:s0"
                ),
                new(
                    SelinuxKeys.Ports + "/*",
                    KeyUse.Watched,
                    "The type of a port, or a range, that an administrator added.",
                    "ssh_port_t"
                ),
                new(
                    SelinuxKeys.Denials + "/*/*/*",
                    KeyUse.Inventory,
                    "What was refused to sshd within the last day: program, permissions, class and type; the name, path or port.",
                    "2222"
                ),
            ],
            Needs =
            [
                Capability.ReadPrivileged,
                Capability.ActAsUser,
                Capability.InspectProcesses,
                Capability.ReadJournal,
            ],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new LabelsRule(), new PortRule(), new SelinuxDenialsRule(), new ModeRule()];

    public override string Brief(CheckFacts facts) => facts.Read(SelinuxKeys.Mode).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var host = context.Host;
        var enforce = await host.AskAsync(
            new ReadFile("/sys/fs/selinux/enforce"),
            cancellationToken
        );
        var missing =
            await SshdPresence.MissingAsync(host, cancellationToken)
            ?? (enforce.IsAbsent ? "this kernel runs no SELinux" : null);
        if (missing is not null || !enforce.IsOk)
        {
            var state = missing is null ? CoverageState.Unreadable : CoverageState.Absent;
            foreach (var prefix in Prefixes)
            {
                seen.Cover(prefix, state, missing ?? enforce.Reason);
            }

            if (missing is not null)
            {
                seen.NotApplicable(missing);
            }

            return;
        }

        seen.Complete(SelinuxKeys.Prefix);
        seen.Fact(
            SelinuxKeys.Mode,
            enforce.Value.Text.Trim() == "1" ? SelinuxKeys.Enforcing : "permissive"
        );
        var kernel = new SelinuxState(host, seen);
        var policy = await kernel.ConfigurationAsync(cancellationToken);
        await kernel.BooleansAsync(cancellationToken);
        await kernel.PortsAsync(policy, cancellationToken);
        await kernel.DomainAsync(cancellationToken);
        await new LabelLook(host, seen).RunAsync(cancellationToken);
        await SshdDenials.LookAsync(
            host,
            MandatoryAccessControl.Selinux,
            SelinuxKeys.Denials,
            context.Cursor,
            seen,
            cancellationToken
        );
    }
}
