namespace Fleet.Checks.Catalog.HostDns;

/// <summary>The keys of host.dns.</summary>
internal static class DnsKeys
{
    public const string Prefix = "dns";
    public const string NameServers = Prefix + "/nameservers";
    public const string Options = Prefix + "/options";
    public const string Services = Prefix + "/services";

    /// <summary>What makes sshd look up a client's name before the login: words of <see cref="UseDns"/>, <see cref="HostsAccess"/>.</summary>
    public const string AskedBy = Prefix + "/client_names_asked_by";

    /// <summary>Whether sshd looks up its own host's name for Kerberos.</summary>
    public const string Gssapi = Prefix + "/gssapi";

    public const string ClientAnswer = Prefix + "/client_name";
    public const string ClientTime = ClientAnswer + "/milliseconds";
    public const string OwnAnswer = Prefix + "/own_name";
    public const string OwnTime = OwnAnswer + "/milliseconds";
    public const string UseDns = "UseDNS";
    public const string HostsAccess = "hosts_access";
    public const string Nobody = "nobody";
    public const string NoAnswer = "no answer";
}
