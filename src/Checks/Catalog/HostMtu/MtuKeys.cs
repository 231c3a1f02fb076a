namespace Fleet.Checks.Catalog.HostMtu;

/// <summary>The keys of host.mtu.</summary>
internal static class MtuKeys
{
    public const string Prefix = "mtu";
    public const string Devices = Prefix + "/device";
    public const string Probing = Prefix + "/probing";
    public const string Paths = Prefix + "/path";
    public const string Stuck = Prefix + "/stuck";
    public const string Shrunk = Prefix + "/shrunk";
    public const string StuckCount = Prefix + "/stuck/count";
    public const string Connections = Prefix + "/ssh_connections/count";
}
