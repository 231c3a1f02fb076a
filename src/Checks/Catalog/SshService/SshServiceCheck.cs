using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshService;

/// <summary>
/// Is sshd alive, would it start again, will it start at boot? Example: <c>sshd/running = yes</c>, <c>unit/ssh.service/enabled = enabled</c>. Who cares: everybody who must get in.
/// </summary>
public sealed class SshServiceCheck : Check
{
    public const string Running = "sshd/running";
    public const string ConfigValid = "sshd/config_valid";
    public const string Activation = "sshd/activation";
    public const string Version = "sshd/version";
    private const string Cause = "ssh.service/running";

    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.service",
            Version = 2,
            Title = "sshd is running, would start again, and starts at boot",
            Description =
                "Looks for the listening daemon, asks systemd for its unit or socket where there is systemd, and runs sshd -t. systemd removes the privilege separation directory when the "
                + "unit stops, which makes sshd -t fail: that is no finding of its own. Hosts without systemd are judged by the process alone. Not seen: whether a firewall lets anybody reach it.",
            Interval = TimeSpan.FromSeconds(30),
            Keys =
            [
                new(
                    Running,
                    KeyUse.Watched,
                    "A daemon or a socket of systemd takes connections.",
                    "yes"
                ),
                new(
                    ConfigValid,
                    KeyUse.Watched,
                    "sshd -t accepts the configuration and host keys; otherwise its first complaint.",
                    "yes"
                ),
                new(
                    Activation,
                    KeyUse.Watched,
                    "Who starts sshd: its unit (service), systemd's socket, or neither (process).",
                    "service"
                ),
                new(
                    Version,
                    KeyUse.Inventory,
                    "The installed release.",
                    "OpenSSH_9.2p1 Debian-2+deb12u7"
                ),
                new(
                    "unit/*/active",
                    KeyUse.Watched,
                    "systemd's ActiveState of sshd's units.",
                    "active",
                    Cause
                ),
                new("unit/*/enabled", KeyUse.Watched, "systemd's UnitFileState.", "enabled"),
                new(
                    "unit/*/result",
                    KeyUse.Inventory,
                    "How the unit's last run ended.",
                    "success",
                    Cause
                ),
                new(
                    "unit/*/changed",
                    KeyUse.Inventory,
                    "When the unit last changed its state, in whole seconds after boot: a start, a stop or a reload.",
                    "3812 s after boot"
                ),
                new(
                    "unit/*/restarts",
                    KeyUse.Inventory,
                    "How often systemd has started it again by itself (NRestarts).",
                    "0"
                ),
            ],
            Needs = [Capability.RunCommand, Capability.InspectProcesses],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [new RunningRule(), new ConfigValidRule(), new EnabledRule()];

    public override string Brief(CheckFacts facts) => facts.Read(Version).Value;

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var version = await SshdVersion.AskAsync(context.Host, cancellationToken);
        if (version.IsAbsent)
        {
            seen.NotApplicable("no sshd is installed");
            seen.Cover("sshd", CoverageState.Absent, version.Reason);
            seen.Cover("unit", CoverageState.Absent, version.Reason);
            return;
        }

        seen.Complete("sshd");
        Write(
            seen,
            Version,
            version.IsOk ? Reply.Ok(version.Value.Text) : Reply.Failed<string>(version.Reason)
        );
        var units = await SystemdUnit.AskAsync(context.Host, cancellationToken);
        Units(units, seen);
        var state = await SshdState.AskAsync(context.Host, units, cancellationToken);
        Write(seen, Running, state.Running);
        Write(seen, Activation, state.Activation);
        Write(seen, ConfigValid, await ConfigTest.AskAsync(context.Host, state, cancellationToken));
    }

    private static void Units(Reply<ImmutableArray<SystemdUnit>> units, ObservationBuilder seen)
    {
        if (!units.IsOk)
        {
            seen.Cover(
                "unit",
                units.IsAbsent ? CoverageState.Absent : CoverageState.Unreadable,
                units.Reason
            );
            return;
        }

        seen.Complete("unit");
        foreach (
            var unit in units.Value.Where(unit => unit.IsLoaded || unit["LoadState"] == "masked")
        )
        {
            var key = $"unit/{FactKey.Segment(unit.Name)}";
            seen.Fact(
                key + "/active",
                unit["ActiveState"] == "reloading" ? "active" : unit["ActiveState"]
            );
            if (unit["UnitFileState"].Length > 0)
            {
                seen.Fact(key + "/enabled", unit["UnitFileState"]);
            }

            if (unit["Result"].Length > 0)
            {
                seen.Fact(key + "/result", unit["Result"]);
            }

            if (unit.ChangedAt is { } changed)
            {
                seen.Fact(
                    key + "/changed",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(long)changed.TotalSeconds} s after boot"
                    )
                );
            }

            if (unit["NRestarts"].Length > 0)
            {
                seen.Fact(key + "/restarts", unit["NRestarts"]);
            }
        }
    }

    private static void Write(ObservationBuilder seen, string key, Reply<string> reply)
    {
        if (reply.IsOk)
        {
            seen.Fact(key, reply.Value);
        }
        else
        {
            seen.Cover(key, CoverageState.Unreadable, reply.Reason);
        }
    }
}
