using System.Globalization;

namespace Fleet.Controller.Diagnosis;

/// <summary>Arguments of ssh(1).</summary>
internal static class SshArguments
{
    /// <summary>Prints the client's effective configuration and connects to nothing.</summary>
    public static IReadOnlyList<string> Config(LoginTarget target, string? key) =>
        ["-G", .. Where(target, key)];

    /// <summary>
    /// One attempt that asks nobody, forwards nothing, changes nothing and runs <c>true</c>. It does not share another connection, which would prove nothing.
    /// </summary>
    public static IReadOnlyList<string> Attempt(
        LoginTarget target,
        string? key,
        TimeSpan connectLimit
    ) =>
        [
            "-vvv",
            "-n",
            "-T",
            "-a",
            "-x",
            .. Options(
                "BatchMode=yes",
                "ClearAllForwardings=yes",
                "ConnectionAttempts=1",
                $"ConnectTimeout={connectLimit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)}",
                "ControlMaster=no",
                "ControlPath=none",
                "PermitLocalCommand=no",
                "RemoteCommand=none",
                "UpdateHostKeys=no"
            ),
            .. Where(target, key),
            "true",
        ];

    private static IEnumerable<string> Where(LoginTarget target, string? key) =>
        [
            .. key is null ? [] : new[] { "-i", key, "-o", "IdentitiesOnly=yes" },
            .. target.Port is { } port
                ? new[] { "-p", port.ToString(CultureInfo.InvariantCulture) }
                : [],
            .. target.User is { } user ? new[] { "-l", user } : [],
            "--",
            target.Host,
        ];

    private static IEnumerable<string> Options(params string[] options) =>
        options.SelectMany(option => new[] { "-o", option });
}
