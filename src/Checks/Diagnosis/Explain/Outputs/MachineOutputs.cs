using System.Globalization;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What outputs about the machine itself say.</summary>
internal static class MachineOutputs
{
    private const int Full = 100;

    private static readonly string[] LoginPlaces =
    [
        "/",
        "/home",
        "/var",
        "/var/log",
        "/tmp",
        "/run",
        "/root",
    ];

    public static Meaning Of(UnitListing listing)
    {
        var ssh = listing
            .Units.Where(unit =>
                unit.Name is "ssh.service" or "sshd.service" or "ssh.socket" or "sshd.socket"
            )
            .ToList();
        return ssh.Count == 0 ? Meaning.Note("Units, sshd's not among them.")
            : ssh.Exists(unit => unit.Active == "active") ? Meaning.Good("sshd's unit is active.")
            : ssh.Find(unit => unit.Active is "failed" or "inactive") is { } down
                ? Meaning.Names(
                    "listener.stopped",
                    $"{down.Name} is {down.Active}.",
                    "listener.config",
                    "listener.no_host_keys"
                )
            : Meaning.Note("sshd's unit; whether it runs is not in this listing.");
    }

    public static Meaning Of(SpaceListing listing) =>
        listing.FileSystems.FirstOrDefault(one =>
            one.UsedPercent >= Full && LoginPlaces.Contains(one.Path)
        )
            is { } full
            ? Meaning.Names(
                listing.OfInodes ? "session.inodes" : "session.disk_full",
                $"{full.Path} is full{(listing.OfInodes ? ": no inodes are left" : "")}."
            )
            : Meaning.Good("No file system that a login needs is full.");

    public static Meaning Of(PolicyStatus policy) =>
        policy is { IsEnabled: true, Mode: "enforcing" }
            ? Meaning.Note(
                "SELinux enforces its policy; what it refused to sshd is told by ausearch -m AVC -c sshd."
            )
            : Meaning.Good("SELinux refuses nothing on this host.");

    public static Meaning Of(KernelSettings settings)
    {
        long? Number(string name) =>
            settings.Settings.LastOrDefault(one => one.Name.Replace('/', '.') == name) is { } found
            && long.TryParse(
                found.Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? number
                : null;
        return
            Number("net.netfilter.nf_conntrack_count") is { } count
            && Number("net.netfilter.nf_conntrack_max") is { } max
            ? count * 20 >= max * 19
                ? Meaning.Names(
                    "route.conntrack_full",
                    $"{count} of {max} entries of the table of connections are taken."
                )
                : Meaning.Good($"{count} of {max} entries of the table of connections are taken.")
            : Meaning.Note("Settings of the kernel; none of them decides alone.");
    }

    public static Meaning Of(RouteListing listing) =>
        listing.Routes.Any(route => route.Destination is "0.0.0.0" or "default")
            ? Meaning.Good("There is a default route.")
            : Meaning.Points(
                "route.none",
                "There is no default route: only the networks in this list are reached."
            );
}
