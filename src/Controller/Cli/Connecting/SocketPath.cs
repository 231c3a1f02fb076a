namespace Fleet.Controller.Cli.Connecting;

/// <summary>Where the operators' socket is.</summary>
/// <param name="environment">Reads an environment variable; empty and unset are the same.</param>
/// <param name="isRoot">Root's controller is the system's.</param>
public sealed class SocketPath(Func<string, string?> environment, bool isRoot)
{
    private const string FileName = "fleet.sock";

    /// <summary>FLEET_DATA; null: unset.</summary>
    public string? SetData => Set("FLEET_DATA");

    public string DefaultData =>
        SetData ?? (isRoot ? "/var/lib/fleet" : Path.Combine(Home, ".local/share/fleet"));

    /// <summary>Where a controller makes its socket: what was typed counts before the environment.</summary>
    /// <param name="option">--socket; null: not given.</param>
    /// <param name="data">--data; null: not given. A socket inside it then, so that two controllers do not meet.</param>
    public string ForServing(string? option, string? data) =>
        Path.GetFullPath(
            option
                ?? (data is null ? null : Path.Combine(data, FileName))
                ?? Set("FLEET_SOCKET")
                ?? Usual
        );

    /// <summary>Where a client looks: what it is told, else the first of the usual places that is there, else the usual one.</summary>
    public string ForAsking(string? option, Func<string, bool> exists) =>
        option ?? Set("FLEET_SOCKET") ?? Places.FirstOrDefault(exists) ?? Usual;

    private string Usual => Places[0];

    private string[] Places =>
        [
            .. new[]
            {
                SetData is { } data ? Path.Combine(data, FileName) : null,
                isRoot ? null
                : Set("XDG_RUNTIME_DIR") is { } runtime ? Path.Combine(runtime, "fleet", FileName)
                : null,
                isRoot ? null : Path.Combine(DefaultData, FileName),
                Path.Combine("/run/fleet", FileName),
            }.OfType<string>(),
        ];

    private string Home => Set("HOME") ?? "/";

    private string? Set(string variable) =>
        environment(variable) is { Length: > 0 } value ? value : null;
}
