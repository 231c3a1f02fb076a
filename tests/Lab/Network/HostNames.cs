using System.Net;

namespace Fleet.Lab.Network;

/// <summary>Who is called what: written to <c>/etc/hosts</c> of every host, again whenever a host joins.</summary>
internal sealed class HostNames
{
    private readonly Lock gate = new();
    private readonly List<(string Name, IPAddress Address)> names = [];
    private readonly Dictionary<string, HostRoot> roots = [];
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

    /// <summary>From here on the host's <c>/etc/hosts</c> follows; every other one learns of it now.</summary>
    public void Publish(string name, HostRoot root)
    {
        lock (gate)
        {
            roots[name] = root;
            WriteToAll();
        }
    }

    public void Forget(string name)
    {
        lock (gate)
        {
            claimed.Remove(name);
            roots.Remove(name);
            names.RemoveAll(entry => entry.Name == name || entry.Name == $"{name}.v6");
        }
    }

    private void WriteToAll()
    {
        foreach (var root in roots.Values)
        {
            root.Replace("/etc/hosts", Text());
        }
    }

    private string Text() =>
        "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n"
        + string.Concat(names.Select(entry => $"{entry.Address} {entry.Name}\n"));
}
