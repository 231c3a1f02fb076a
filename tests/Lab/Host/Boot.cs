namespace Fleet.Lab;

/// <summary>What a host starts: with systemd a target of few units, without it a script.</summary>
internal static class Boot
{
    /// <summary>Made by the host when everything was started (or failed to start); in /run, so a restart begins without it.</summary>
    public const string Ready = "/run/lab-ready";

    private const string Init = "/usr/local/sbin/lab-init";

    /// <summary>What systemd-nspawn(1) is told to start.</summary>
    public static IEnumerable<string> Arguments(HostPlan plan) =>
        plan.HasSystemd ? ["--boot", "systemd.unit=lab.target"] : ["--as-pid2", Init];

    public static void Prepare(HostRoot root, HostPlan plan)
    {
        if (plan.HasSystemd)
        {
            WriteTarget(root, plan);
        }
        else
        {
            root.Write(Init, Script(plan), "0755");
        }
    }

    // Wants and not Requires: a host whose sshd fails to start is a host too. systemd-user-sessions removes /run/nologin.
    private static void WriteTarget(HostRoot root, HostPlan plan)
    {
        var units = string.Join(
            ' ',
            plan.Units.Order().Concat(["systemd-logind.service", "systemd-user-sessions.service"])
        );
        root.Write(
            "/etc/systemd/system/lab.target",
            $"""
            [Unit]
            Description=Fleet lab host
            Requires=basic.target
            Wants={units} lab-ready.service
            After=basic.target
            AllowIsolate=yes

            """
        );
        root.Write(
            "/etc/systemd/system/lab-ready.service",
            $"""
            [Unit]
            Description=Fleet lab host is up
            After=basic.target {units}

            [Service]
            Type=oneshot
            ExecStart=/bin/touch {Ready}

            """
        );
        if (plan.HasSshd)
        {
            root.Link("/etc/systemd/system/sshd.service", "/lib/systemd/system/ssh.service");
            root.Link(
                "/etc/systemd/system/multi-user.target.wants/ssh.service",
                "/lib/systemd/system/ssh.service"
            );
        }
        if (plan.HasRsyslog)
        {
            root.Link("/etc/systemd/system/syslog.service", "/lib/systemd/system/rsyslog.service");
            root.Link(
                "/etc/systemd/system/multi-user.target.wants/rsyslog.service",
                "/lib/systemd/system/rsyslog.service"
            );
        }
    }

    // sshd goes to the background before it listens, and writes its pid file after. Where it never does (the plan may be a fault), 2 s are enough.
    private const string StartSshd = """
        if /usr/sbin/sshd; then
            tries=0
            while [ ! -e /run/sshd.pid ] && [ $tries -lt 200 ]; do sleep 0.01; tries=$((tries + 1)); done
        fi
        """;

    private static string Script(HostPlan plan) =>
        $"""
            #!/bin/sh
            mkdir -p /run/sshd
            {(plan.HasRsyslog ? "/usr/sbin/rsyslogd" : "")}
            {(plan.HasSshd ? StartSshd : "")}
            touch {Ready}
            exec sleep infinity

            """;
}
