using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.HostDisk;

/// <summary>A folder that a login, or the proof of what went wrong with one, needs.</summary>
/// <param name="Path">Where it is by convention (hier(7)).</param>
/// <param name="Name">Its short name in facts.</param>
internal sealed record LoginPlace(string Path, string Name)
{
    /// <summary>Of the whole installation: read at a login, written only by changes.</summary>
    public const string System = "system";

    public const string Home = "home";

    /// <summary>Root's home counts as one; other homes come from the accounts.</summary>
    public static readonly ImmutableArray<LoginPlace> All =
    [
        new("/", System),
        new("/root", Home),
        new("/home", Home),
        new("/run", "run"),
        new("/tmp", "tmp"),
        new("/var", "var"),
        new("/var/log", "log"),
    ];

    /// <summary>What stops working where nothing can be written there (<c>ENOSPC</c>, <c>EROFS</c>).</summary>
    public static string ConsequenceOf(string name) =>
        name switch
        {
            Home => "keys that are added come out cut or empty",
            "run" => "sessions and their sockets cannot be made",
            "tmp" => "agent and X11 forwarding fail",
            "log" => "the log that would explain a refused login ends",
            "var" => "packages and lastlog cannot be written",
            System => "passwords and configuration cannot be changed",
            _ => "",
        };
}
