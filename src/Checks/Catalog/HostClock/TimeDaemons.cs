using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.HostClock;

/// <summary>Programs that keep a clock right, by comm (which the kernel cuts to 15 bytes).</summary>
internal static class TimeDaemons
{
    public const string Chrony = "chronyd";
    public const string Timesync = "systemd-timesyncd";
    private const string TimesyncComm = "systemd-timesyn";

    public static readonly ImmutableArray<string> Comms =
    [
        Chrony,
        TimesyncComm,
        "ntpd",
        "ntpsec",
        "openntpd",
        "ptp4l",
        "phc2sys",
        "vmtoolsd",
        "VBoxService",
    ];

    public static string NameOf(string comm) => comm == TimesyncComm ? Timesync : comm;
}
