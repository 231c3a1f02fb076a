using System.Text.RegularExpressions;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>Lynis' tests of its group ssh: each option is configured very well, reasonably or weakly; whether somebody in particular may log in.</summary>
internal static partial class Lynis
{
    /// <summary>The test that asks for AllowUsers or AllowGroups.</summary>
    public const string Access = "SSH-7440";

    private const string Log = "/var/log/lynis.log";

    /// <summary>Its verdicts: <c>ok</c>, <c>suggestion</c> or <c>weak</c>, by option, or by test.</summary>
    public static async Task<Dictionary<string, string>> AuditAsync(LabHost host)
    {
        var ran = await host.RunAsync(
            ["lynis", "audit", "system", "--quick", "--no-colors", "--tests-from-group", "ssh"],
            limit: TimeSpan.FromMinutes(3)
        );
        Assert.True(ran.Stdout.Length > 0, $"lynis said nothing: {ran.Stderr}");
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in host.ReadFile(Log).Split('\n'))
        {
            if (Verdict().Match(line) is { Success: true } option)
            {
                verdicts[option.Groups["option"].Value] = option.Groups["how"].Value switch
                {
                    "is configured very well" => "ok",
                    "is configured reasonably" => "suggestion",
                    _ => "weak",
                };
            }
            else if (line.Contains("SSH is limited to a specific set", StringComparison.Ordinal))
            {
                verdicts[Access] = "ok";
            }
            else if (line.Contains("SSH has no specific user", StringComparison.Ordinal))
            {
                verdicts[Access] = "weak";
            }
        }

        return verdicts;
    }

    [GeneratedRegex(
        "Result: OpenSSH option (?<option>[A-Za-z0-9]+) (?<how>is configured very well|is configured reasonably|is in a weak)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Verdict();
}
