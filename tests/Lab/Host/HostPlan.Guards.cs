namespace Fleet.Lab;

/// <content>Firewalls and programs that ban, as Debian packages them and really running. See <see cref="Lab.WhyNoProgram"/>.</content>
public sealed partial class HostPlan
{
    /// <summary>ufw(8) with its own defaults, then commands of it in order, then enabled: <c>Ufw("allow 22/tcp")</c>; without one nobody comes in.</summary>
    public HostPlan Ufw(params string[] commands)
    {
        Program("ufw");
        foreach (var command in commands)
        {
            Run(["ufw", .. Words(command)]);
        }
        return Run("ufw", "--force", "enable");
    }

    /// <summary>firewalld with its default zone (public, which lets ssh in), then one <c>firewall-cmd</c> a line: <c>Firewalld("--remove-service=ssh")</c>.</summary>
    public HostPlan Firewalld(params string[] options)
    {
        Program("firewalld").Unit("firewalld.service");
        foreach (var option in options)
        {
            Run(["firewall-cmd", .. Words(option)]);
        }
        return this;
    }

    /// <summary>
    /// fail2ban-server with a jail.local(5) of these lines; without any, Debian's sshd jail over the journal, with three failures to a ban. On a host without systemd a
    /// jail reads <c>/var/log/auth.log</c>, so add <see cref="Rsyslog"/>.
    /// </summary>
    public HostPlan Fail2ban(params string[] jailLocal)
    {
        string[] plain = ["[sshd]", "enabled = true", "backend = systemd", "maxretry = 3"];
        Program("fail2ban-server");
        File(
            "/etc/fail2ban/jail.local",
            string.Join('\n', jailLocal is [] ? plain : jailLocal) + "\n"
        );
        if (HasSystemd)
        {
            Unit("fail2ban.service");
        }
        else
        {
            Run("fail2ban-server", "-xb", "start");
        }
        return Run(Until("fail2ban-client ping"));
    }

    /// <summary>sshguard(8) over the journal, banning through its nftables sets; the lines go to the end of its sshguard.conf, so that they win.</summary>
    public HostPlan Sshguard(params string[] conf)
    {
        const string Conf = "/etc/sshguard/sshguard.conf";
        Program("sshguard").Unit("sshguard.service");
        if (conf is not [])
        {
            Step(root => root.Append(Conf, "\n" + string.Join('\n', conf) + "\n"));
        }
        return Run(Until("nft list chain ip sshguard blacklist"));
    }

    /// <summary>Rules of iptables(8) in the kernel's older path, beside which nftables runs: <c>IptablesLegacy("-A INPUT -p tcp --dport 22 -j DROP")</c>.</summary>
    public HostPlan IptablesLegacy(params string[] rules)
    {
        Program("iptables-legacy");
        foreach (var rule in rules)
        {
            Run(["iptables-legacy", .. Words(rule)]);
        }
        return this;
    }

    private static string[] Words(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // A daemon that is started is not yet one that answers.
    private static string[] Until(string command) =>
        ["timeout", "30", "sh", "-c", $"until {command} >/dev/null 2>&1; do sleep 0.05; done"];
}
