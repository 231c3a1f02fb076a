using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Tests.Parsing.Pasted;

/// <summary>Unit files against augeas' trees of them.</summary>
public sealed class UnitTextCorporaTests
{
    [Fact]
    public void Every_setting_has_the_words_expected()
    {
        var agreement = new Agreement("augeas_lens_cases/systemd");
        AugeasNode.Each(
            agreement,
            "systemd",
            (name, input, expected) =>
            {
                var isEntry = !input.Contains("[", StringComparison.Ordinal);
                var theirs = isEntry
                    ? expected.Select(node => Theirs("Service", node))
                    : expected
                        .Where(section => section.Label[0] != '.')
                        .SelectMany(section =>
                            section
                                .Children.Where(node => char.IsLetter(node.Label.FirstOrDefault()))
                                .Select(node => Theirs(section.Label, node))
                        );
                agreement.Rows(
                    name,
                    theirs,
                    UnitText.Read(isEntry ? "[Service]\n" + input : input)?.Settings.Select(Ours),
                    Why
                );
            }
        );
        agreement.Conclude();
    }

    private static string Why(string theirs, string ours) =>
        ours.StartsWith(theirs + " # ", StringComparison.Ordinal)
            ? "systemd knows no comment behind a value (systemd.syntax(7))"
        : theirs.Contains('\0')
            ? "the tree has an escape decoded that the text still has: systemd decodes none of that form"
        : "";

    private static string Theirs(string section, AugeasNode setting) =>
        Plain($"{section}.{setting.Label}={string.Join(' ', setting.Children.SelectMany(Words))}");

    private static IEnumerable<string> Words(AugeasNode part) =>
        part.Label switch
        {
            "value" or "command" => [part.Value],
            "arguments" => part.Children.Select(argument => argument.Value),
            // How a command is run stands in front of it as a sign.
            "ignoreexit" or "arg0" or "fullprivileges" or "privileged" or "#comment" => [],
            _ => [$"{part.Label}={part.Value}"],
        };

    private static string Ours(PastedSetting setting) =>
        Plain(
            $"{setting.Section}.{setting.Name}={(setting.Name.StartsWith("Exec", StringComparison.Ordinal) ? setting.Value.TrimStart('-', '@', '+', '!', ':', '|') : setting.Value)}"
        );

    private static string Plain(string text) =>
        string.Join(
            ' ',
            text.Replace("\\\n", " ", StringComparison.Ordinal)
                .Replace("\"", "", StringComparison.Ordinal)
                .Replace("'", "", StringComparison.Ordinal)
                .Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
        );
}
