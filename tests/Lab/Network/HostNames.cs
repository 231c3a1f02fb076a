using System.Net;

namespace Fleet.Lab.Network;

/// <summary>Who is called what: written to <c>/etc/hosts</c> of every host, again whenever a host joins.</summary>
internal sealed class HostNames
{
    private readonly Lock gate = new();
    private readonly List<(string Name, IPAddress Address)> names = [];
    private readonly List<LabHost> hosts = [];

    public void Add(string name, IPAddress v4, IPAddress v6)
    {
        lock (gate)
        {
            names.Add((name, v4));
            names.Add(($"{name}.v6", v6)); // apart, so that a name has one address unless a scenario adds another
        }
    }

    public void Add(string name, IPAddress address)
    {
        lock (gate)
        {
            names.Add((name, address));
            WriteToAll();
        }
    }

    public void Publish(LabHost host)
    {
        lock (gate)
        {
            hosts.Add(host);
            WriteToAll();
        }
    }

    public void Remove(LabHost host)
    {
        lock (gate)
        {
            hosts.Remove(host);
            names.RemoveAll(entry => entry.Name == host.Name || entry.Name == $"{host.Name}.v6");
        }
    }

    public void WriteTo(HostRoot root)
    {
        lock (gate)
        {
            root.Write("/etc/hosts", Text());
        }
    }

    private void WriteToAll() => hosts.ForEach(host => host.Root.Write("/etc/hosts", Text()));

    private string Text() =>
        "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n"
        + string.Concat(names.Select(entry => $"{entry.Address} {entry.Name}\n"));
}
