namespace Fleet.Checks.Parsing.Pasted;

/// <summary>What <c>sestatus</c> prints (sestatus(8)).</summary>
/// <param name="IsEnabled">False: SELinux decides nothing on this host.</param>
/// <param name="Mode"><c>enforcing</c> or <c>permissive</c>, now; empty where it is off.</param>
/// <param name="ModeAtBoot">What the next boot sets.</param>
/// <param name="Policy">The loaded policy: <c>targeted</c>.</param>
public sealed record PolicyStatus(bool IsEnabled, string Mode, string ModeAtBoot, string Policy)
    : PastedOutput
{
    /// <summary>Null where the status line is missing.</summary>
    public static PolicyStatus? Read(string text)
    {
        var lines = PastedLines
            .Of(text)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1]);
        return lines["SELinux status"].FirstOrDefault() is { } status
            ? new PolicyStatus(
                status == "enabled",
                lines["Current mode"].FirstOrDefault(""),
                lines["Mode from config file"].FirstOrDefault(""),
                lines["Loaded policy name"].FirstOrDefault("")
            )
            : null;
    }
}
