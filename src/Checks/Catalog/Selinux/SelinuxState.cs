using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Audit;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>What the kernel and the policy's store say: mode, booleans, ports, sshd's domain.</summary>
internal sealed class SelinuxState(IHost host, ObservationBuilder seen)
{
    /// <summary>The switches that decide about homes on other machines.</summary>
    private static readonly string[] Booleans =
    [
        "use_nfs_home_dirs",
        "use_samba_home_dirs",
        "use_fusefs_home_dirs",
    ];

    /// <summary>Where releases of libsemanage keep an administrator's ports: 2.4 and newer, then older ones.</summary>
    private static readonly string[] Stores =
    [
        "/var/lib/selinux/{0}/active",
        "/etc/selinux/{0}/active",
        "/etc/selinux/{0}/modules/active",
    ];

    /// <summary><c>/etc/selinux/config</c>: what the next boot starts with (selinux_config(5)). Returns the policy's name.</summary>
    public async ValueTask<string?> ConfigurationAsync(CancellationToken cancellationToken)
    {
        const string file = "/etc/selinux/config";
        var asked = await host.AskAsync(new ReadFile(file), cancellationToken);
        if (!asked.IsOk)
        {
            var state = asked.IsAbsent ? CoverageState.Absent : CoverageState.Unreadable;
            seen.Cover(SelinuxKeys.ModeAtBoot, state, asked.Reason);
            seen.Cover(SelinuxKeys.Policy, state, asked.Reason);
            return null;
        }

        string? policy = null;
        foreach (var line in asked.Value.Text.Split('\n'))
        {
            if (line.Split('=', 2) is not [var name, var value])
            {
                continue;
            }

            if (name == "SELINUX")
            {
                seen.Fact(SelinuxKeys.ModeAtBoot, value.Trim().ToLowerInvariant(), file);
            }
            else if (name == "SELINUXTYPE")
            {
                policy = value.Trim();
                seen.Fact(SelinuxKeys.Policy, policy, file);
            }
        }

        return policy;
    }

    public async ValueTask BooleansAsync(CancellationToken cancellationToken)
    {
        seen.Complete(SelinuxKeys.Booleans);
        foreach (var name in Booleans)
        {
            var asked = await host.AskAsync(
                new ReadFile($"/sys/fs/selinux/booleans/{name}"),
                cancellationToken
            );
            if (asked.IsOk)
            {
                seen.Fact(
                    SelinuxKeys.Boolean(name),
                    asked.Value.Text.StartsWith('1') ? "on" : "off"
                );
            }
            else if (!asked.IsAbsent)
            {
                seen.Cover(SelinuxKeys.Boolean(name), CoverageState.Unreadable, asked.Reason);
            }
        }
    }

    public async ValueTask PortsAsync(string? policy, CancellationToken cancellationToken)
    {
        if (policy is null || policy.Contains('/', StringComparison.Ordinal))
        {
            seen.Cover(
                SelinuxKeys.Ports,
                CoverageState.Unreadable,
                "the policy's name is not known"
            );
            return;
        }

        foreach (var pattern in Stores)
        {
            var store = string.Format(CultureInfo.InvariantCulture, pattern, policy);
            var folder = await host.AskAsync(new ListDirectory(store), cancellationToken);
            if (folder.IsAbsent)
            {
                continue;
            }

            await PortsOfAsync($"{store}/ports.local", folder, cancellationToken);
            return;
        }

        seen.Cover(SelinuxKeys.Ports, CoverageState.Unreadable, "the policy's store was not found");
    }

    private async ValueTask PortsOfAsync(
        string file,
        Reply<System.Collections.Immutable.ImmutableArray<string>> folder,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(new ReadFile(file), cancellationToken);
        if (!folder.IsOk || (!asked.IsOk && !asked.IsAbsent))
        {
            seen.Cover(
                SelinuxKeys.Ports,
                CoverageState.Unreadable,
                folder.IsOk ? asked.Reason : folder.Reason
            );
            return;
        }

        seen.Complete(SelinuxKeys.Ports);
        foreach (var port in PortContexts.OfTcp(asked.IsOk ? asked.Value.Text : ""))
        {
            seen.Fact($"{SelinuxKeys.Ports}/{port.Range}", port.Type, file);
        }
    }

    public async ValueTask DomainAsync(CancellationToken cancellationToken)
    {
        var listeners = await SshdProcesses.ListenersAsync(host, cancellationToken);
        if (!listeners.IsOk || listeners.Value.IsEmpty)
        {
            seen.Cover(
                SelinuxKeys.Domain,
                listeners.IsOk ? CoverageState.Absent : CoverageState.Unreadable,
                listeners.IsOk ? "no sshd listens by itself" : listeners.Reason
            );
            return;
        }

        var pid = listeners.Value[0].Pid.ToString(CultureInfo.InvariantCulture);
        var asked = await host.AskAsync(
            new ReadFile($"/proc/{pid}/attr/current"),
            cancellationToken
        );
        if (asked.IsOk)
        {
            seen.Fact(
                SelinuxKeys.Domain,
                AccessDenial.TypeOf(asked.Value.Text.TrimEnd('\0', '\n'))
            );
        }
        else
        {
            seen.Cover(SelinuxKeys.Domain, CoverageState.Unreadable, asked.Reason);
        }
    }
}
