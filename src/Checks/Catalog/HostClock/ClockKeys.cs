namespace Fleet.Checks.Catalog.HostClock;

/// <summary>The keys of host.clock.</summary>
internal static class ClockKeys
{
    public const string Id = "host.clock";
    public const string Prefix = "clock";
    public const string Synchronised = "clock/synchronised";
    public const string Daemon = "clock/daemon";
    public const string Plausible = "clock/plausible";
    public const string HardwareZone = "clock/hardware_zone";
    public const string HardwareDifference = "clock/hardware_difference/seconds";
    public const string MaxError = "clock/max_error/seconds";

    /// <summary>Written by the controller when an agent connects: the host's clock less the controller's.</summary>
    public const string Skew = "clock/skew/seconds";
}
