using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>What <c>systemctl show</c> says of a unit.</summary>
/// <param name="Name"><c>ssh.service</c>.</param>
/// <param name="Properties">By property name.</param>
public sealed record SystemdUnit(string Name, ImmutableDictionary<string, string> Properties)
{
    /// <summary>The units that may run sshd: Debian's and Ubuntu's names, then everybody else's.</summary>
    public static readonly ImmutableArray<string> Candidates =
    [
        "ssh.service",
        "sshd.service",
        "ssh.socket",
        "sshd.socket",
    ];

    private const string Wanted =
        "Id,LoadState,ActiveState,SubState,Result,UnitFileState,MainPID,ExecMainStatus,ExecMainCode,StateChangeTimestampMonotonic,NRestarts,Listen,Triggers,TriggeredBy,Accept";

    public string this[string property] => Properties.GetValueOrDefault(property, "");

    public bool IsLoaded => this["LoadState"] == "loaded";

    public bool IsActive => this["ActiveState"] is "active" or "reloading";

    /// <summary>The process id of the main process; 0: none.</summary>
    public int MainPid =>
        int.TryParse(this["MainPID"], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : 0;

    /// <summary>When the unit last changed state (a reload counts), since boot; null where it never did.</summary>
    public TimeSpan? ChangedAt =>
        long.TryParse(
            this["StateChangeTimestampMonotonic"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var at
        )
        && at > 0
            ? TimeSpan.FromMicroseconds(at)
            : null;

    /// <summary>Asks for sshd's units in one call; failed where the host does not run systemd.</summary>
    public static async ValueTask<Reply<ImmutableArray<SystemdUnit>>> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new RunCommand(HostCommand.SystemctlShow, [Wanted, .. Candidates]),
            cancellationToken
        );
        if (!asked.IsOk)
        {
            return new Reply<ImmutableArray<SystemdUnit>>(asked.State, default, asked.Reason);
        }

        if (asked.Value.ExitCode != 0)
        {
            var said = asked.Value.Error.Split('\n')[0].Trim();
            return IsNotBooted(said)
                ? Reply.Absent<ImmutableArray<SystemdUnit>>("this host does not run systemd")
                : Reply.Failed<ImmutableArray<SystemdUnit>>($"systemctl show: {said}");
        }

        return Reply.Ok(Read(asked.Value.Output));
    }

    /// <summary>Reads blocks of <c>Property=value</c> lines, a blank line between units. Aliases (sshd.service → ssh.service) come once.</summary>
    public static ImmutableArray<SystemdUnit> Read(string output)
    {
        var units = ImmutableArray.CreateBuilder<SystemdUnit>();
        foreach (var block in output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var properties = ImmutableDictionary.CreateBuilder<string, string>(
                StringComparer.Ordinal
            );
            foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = line.IndexOf('=');
                if (equals > 0)
                {
                    var name = line[..equals];
                    var value = line[(equals + 1)..];
                    properties[name] = properties.TryGetValue(name, out var had)
                        ? $"{had} {value}"
                        : value;
                }
            }

            var unit = new SystemdUnit(
                properties.GetValueOrDefault("Id", ""),
                properties.ToImmutable()
            );
            if (units.All(known => known.Name != unit.Name))
            {
                units.Add(unit);
            }
        }

        return units.ToImmutable();
    }

    private static bool IsNotBooted(string error) =>
        error.Contains("not been booted with systemd", StringComparison.Ordinal)
        || error.Contains("Failed to connect to bus", StringComparison.Ordinal);
}
