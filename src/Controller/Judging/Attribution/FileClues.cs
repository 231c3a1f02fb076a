using System.Globalization;
using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging.Attribution;

/// <summary>Files that the regression's facts come from, written in the window.</summary>
internal static class FileClues
{
    private const int Source = 75;
    private const int Beside = 45;
    private const string Config = "ssh.config";
    private const string ConfigTime = "sshd_config_mtime";
    private const string ConfigMode = "sshd_config_mode";
    private const string Paths = "ssh.paths";
    private const string KeysTime = "authorized_keys_mtime";

    public static IEnumerable<Clue> Of(AttributionInput input)
    {
        var clues = new List<Clue>();
        if (Concerns(input, "sshd_config/") || Concerns(input, "sshd_config_loaded"))
        {
            clues.AddRange(
                input
                    .Facts(Config)
                    .Under(ConfigTime)
                    .Select(held => Clue(input, held, Config, ConfigTime))
                    .OfType<Clue>()
            );
        }

        foreach (var account in Accounts(input))
        {
            var prefix = $"{KeysTime}/{account}";
            clues.AddRange(
                input
                    .Facts(Paths)
                    .Under(prefix)
                    .Select(held => Clue(input, held, Paths, prefix))
                    .OfType<Clue>()
            );
        }

        return clues;
    }

    private static Clue? Clue(AttributionInput input, HeldFact held, string check, string prefix)
    {
        if (
            held.IsStale
            || !DateTimeOffset.TryParse(
                held.Fact.Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            || !input.IsWithin(at)
        )
        {
            return null;
        }

        var escaped = held.Fact.Key[prefix.Length..];
        var path = Uri.UnescapeDataString(escaped);
        var isSource = input.Entry.Changes.Any(change =>
            change.Source?.StartsWith(path + ":", StringComparison.Ordinal) == true
        );
        var mode = input.Facts(check).Read(ConfigMode + escaped);
        return new Clue(
            ClueKind.File,
            at,
            $"{path} was written{(mode.IsPresent ? $" ({mode.Value})" : "")}",
            isSource ? Source : Beside,
            check
        );
    }

    private static bool Concerns(AttributionInput input, string start) =>
        input.Keys.Any(key => key.StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<string> Accounts(AttributionInput input) =>
        input
            .Keys.Where(key => key.StartsWith("authorized_key/", StringComparison.Ordinal))
            .Select(key => key.Split('/')[1])
            .Distinct(StringComparer.Ordinal);
}
