using System.Globalization;
using Fleet.Checks.Parsing.Fail2ban;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>An enabled jail as its files describe it.</summary>
/// <param name="Name">Its section.</param>
/// <param name="Settings">All settings.</param>
internal sealed record Jail(string Name, JailSettings Settings)
{
    // What keeps an address from every port, without "allports" in its name (action.d).
    private static readonly string[] AllPorts =
    [
        "allports",
        "hostsdeny",
        "route",
        "blocktype=blackhole",
        "ipfw",
    ];

    /// <summary>The jails that are switched on.</summary>
    public static IEnumerable<Jail> Enabled(JailSettings settings) =>
        settings
            .Jails.Where(name => settings.IsOn(name, "enabled"))
            .Select(name => new Jail(name, settings));

    /// <summary>The filter's name without its options: <c>sshd</c> of <c>sshd[mode=aggressive]</c>.</summary>
    public string Filter => Text("filter").Split('[')[0].Trim();

    /// <summary>True where it reads sshd's messages.</summary>
    public bool WatchesSshd => Filter.StartsWith("sshd", StringComparison.Ordinal);

    /// <summary>True where a ban of it keeps an address from sshd's usual port, or where it is for sshd.</summary>
    public bool GuardsSshd => WatchesSshd || Ports is "all" || JailPorts.Cover(Ports, 22);

    /// <summary><c>all</c>, or the ports as the files have them.</summary>
    public string Ports
    {
        get
        {
            var action = Text("action");
            return AllPorts.Any(name => action.Contains(name, StringComparison.Ordinal))
                ? "all"
                : Text("port").Replace(" ", "", StringComparison.Ordinal);
        }
    }

    /// <summary><c>systemd</c> for the journal; anything else reads files. What is left to chance never takes the journal (<c>jail.py</c>).</summary>
    public string Backend => Text("backend") is { Length: > 0 } named ? named : "auto";

    public bool ReadsJournal => Backend.StartsWith("systemd", StringComparison.Ordinal);

    /// <summary>Patterns of the files it reads, each perhaps with <c>head</c> or <c>tail</c> behind it.</summary>
    public IEnumerable<string> LogPatterns =>
        Text("logpath")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0]);

    public string Text(string name) => Settings[Name, name]?.Value ?? "";

    public string? Source(string name) => Settings[Name, name]?.Source;

    /// <summary>A duration in seconds, or the text where it cannot be read.</summary>
    public string Seconds(string name) =>
        BanTime.Seconds(Text(name)) is { } seconds
            ? seconds.ToString(CultureInfo.InvariantCulture)
            : Text(name);
}
