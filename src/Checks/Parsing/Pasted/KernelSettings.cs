using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A kernel setting.</summary>
/// <param name="Name">With dots, or with slashes where a part of it has dots (sysctl.d(5)).</param>
/// <param name="Value">Its value; several numbers keep one blank between them.</param>
public sealed record PastedKernelSetting(string Name, string Value);

/// <summary>What <c>sysctl</c> prints and what sysctl.conf(5) holds: <c>net.ipv4.tcp_mtu_probing = 1</c>.</summary>
public sealed record KernelSettings(ImmutableArray<PastedKernelSetting> Settings) : PastedOutput
{
    private static readonly string[] Roots =
    [
        "abi",
        "crypto",
        "debug",
        "dev",
        "fs",
        "kernel",
        "net",
        "sunrpc",
        "user",
        "vm",
    ];

    /// <summary>Null where no line is a setting below one of the kernel's own folders.</summary>
    public static KernelSettings? Read(string text)
    {
        ImmutableArray<PastedKernelSetting> settings =
        [
            .. PastedLines.Of(text).Select(Setting).OfType<PastedKernelSetting>(),
        ];
        return settings.IsEmpty ? null : new KernelSettings(settings);
    }

    private static PastedKernelSetting? Setting(string line)
    {
        // A dash in front: an error to set it is passed over.
        var text = line.TrimStart(' ', '\t', '-');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || text[0] is '#' or ';')
        {
            return null;
        }

        var name = text[..equals].Trim();
        return Roots.Contains(name.Split('.', '/')[0]) && name.Length > 0
            ? new PastedKernelSetting(
                name,
                string.Join(' ', PastedLines.Words(text[(equals + 1)..]))
            )
            : null;
    }
}
