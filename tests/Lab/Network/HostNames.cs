using System.Net;

namespace Fleet.Lab.Network;

/// <summary>Who is called what: written to <c>/etc/hosts</c> of every host, again whenever a host joins.</summary>
internal sealed class HostNames
{
    private readonly Lock gate = new();
    private readonly List<(string Name, IPAddress Address)> names = [];
    private readonly List<LabHost> hosts = [];
    private readonly HashSet<string> claimed = [];

    /// <summary>Takes a name for a host that is about to start.</summary>
    /// <exception cref="LabException">A host in this lab has it.</exception>
    public void Claim(string name)
    {
        lock (gate)
        {
            if (!claimed.Add(name))
            {
                throw new LabException($"this lab has a host '{name}' already");
            }
        }
    }

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

    public void Forget(string name)
    {
        lock (gate)
        {
            claimed.Remove(name);
            hosts.RemoveAll(host => host.Name == name);
            names.RemoveAll(entry => entry.Name == name || entry.Name == $"{name}.v6");
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
