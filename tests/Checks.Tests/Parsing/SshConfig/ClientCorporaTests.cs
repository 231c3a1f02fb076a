using System.Text.Json;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshConfig;

/// <summary>Client configurations from elsewhere, as lists of <c>section | keyword words</c>.</summary>
public sealed class ClientCorporaTests
{
    private const string Lenses = "augeas_lens_cases/ssh";

    [Fact]
    public void Configurations_have_the_sections_and_settings_that_augeas_expects()
    {
        var agreement = new Agreement(Lenses);
        AugeasNode.Each(
            agreement,
            "ssh",
            (name, input, expected) =>
                agreement.Compare(
                    name,
                    string.Join('\n', expected.SelectMany(node => Flat(node, ""))),
                    string.Join('\n', Flat(ClientText.Read(input)))
                )
        );
        agreement.Conclude();
    }

    [Fact]
    public void Configurations_have_the_hosts_and_values_that_jc_expects()
    {
        var agreement = new Agreement("jc/ssh_config");
        Captures.Each(
            agreement,
            "jc",
            "^ssh_config",
            (name, text, expected) =>
            {
                var read = ClientText.Read(text);
                var sections = read.AllSections.ToDictionary(
                    section => string.Join(' ', section.Hosts),
                    StringComparer.Ordinal
                );
                foreach (var host in expected.EnumerateArray())
                {
                    Compare(agreement, name, text, host, read, sections);
                }
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void A_captured_configuration_loses_no_setting()
    {
        var agreement = new Agreement("inspec/ssh_config");
        foreach (var path in Corpus.Files("inspec", "ssh_config*"))
        {
            agreement.Case(
                Corpus.Name(path),
                () =>
                {
                    var text = File.ReadAllText(path);
                    agreement.Rows(
                        Corpus.Name(path),
                        PlainReading
                            .Lines(text)
                            .Select(line =>
                                string.Join(' ', PlainReading.Words(line)).ToLowerInvariant()
                            )
                            .Where(line =>
                                line.Split(' ')[0] is not ("host" or "match" or "include")
                            ),
                        ClientText
                            .Read(text)
                            .Directives.Select(line =>
                                $"{line.Name} {string.Join(' ', line.Words)}".ToLowerInvariant()
                            )
                    );
                }
            );
        }

        agreement.Conclude();
    }

    private static void Compare(
        Agreement agreement,
        string file,
        string text,
        JsonElement host,
        ClientConfiguration read,
        Dictionary<string, ClientSection> sections
    )
    {
        var name = host.GetProperty("host").GetString()!;
        foreach (var property in host.EnumerateObject())
        {
            if (property.Name is "host" or "host_list")
            {
                continue;
            }

            // jc tells the prefix of a list from the list.
            var prefix = property.Name.EndsWith("_strategy", StringComparison.Ordinal);
            var keyword = prefix ? property.Name.Split('_')[0] : property.Name;
            var lines = read
                .Directives.Where(directive =>
                    directive.Sections is [var section]
                    && section == sections[name].Number
                    && directive.Name.Equals(keyword, StringComparison.OrdinalIgnoreCase)
                )
                .ToList();
            agreement.Compare(
                $"{file} {name} {property.Name}",
                Text(property.Value),
                prefix
                    ? lines[0].Rest[..1]
                    : string.Join(' ', lines.Select(line => Words(line, property.Value))),
                Reason(keyword, lines.Count, read, text)
            );
        }
    }

    /// <summary>jc takes any line; ssh refuses some, and some are no settings.</summary>
    private static string Reason(
        string keyword,
        int lines,
        ClientConfiguration read,
        string text
    ) =>
        lines > 0 ? ""
        : keyword is "include" ? "an Include is no setting: what it names is read in its place"
        : ClientKeywords.Find(keyword) is null or { Kind: ClientValueKind.Ignored }
            ? "ssh knows this keyword no longer and passes over its line"
        : read.Errors.FirstOrDefault(error => IsAbout(error, keyword, text)) is { } refused
            ? $"ssh refuses this line: {refused.Message}"
        : "";

    private static bool IsAbout(SshdConfigError error, string keyword, string text) =>
        text.Split('\n').ElementAtOrDefault(error.Source.Line - 1) is { } line
        && line.TrimStart().StartsWith(keyword, StringComparison.OrdinalIgnoreCase);

    private static string Words(ClientDirective line, JsonElement expected) =>
        expected.ValueKind == JsonValueKind.Array && expected[0].GetString()!.Contains(' ') == false
            ? string.Join(' ', line.Words.SelectMany(word => word.Split(',')))
                .TrimStart('+', '-', '^')
            : line.Rest;

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? string.Join(' ', value.EnumerateArray().Select(one => one.ToString()))
            : value.ToString();

    private static IEnumerable<string> Flat(ClientConfiguration read)
    {
        var sections = read.AllSections.ToDictionary(section => section.Number);
        return read.Directives.Select(directive =>
            $"{(directive.Sections is [var number] ? Section(sections[number]) : "")} | {directive.Name.ToLowerInvariant()} "
            + directive.Keyword.Kind switch
            {
                ClientValueKind.Raw => directive.Rest,
                _ => string.Join(' ', directive.Words.SelectMany(word => word.Split(','))),
            }
        );
    }

    private static string Section(ClientSection section) =>
        section.Criteria.IsEmpty
            ? string.Join(' ', section.Hosts)
            : string.Join(' ', section.Criteria);

    private static IEnumerable<string> Flat(AugeasNode node, string section)
    {
        if (node.Label == "Host")
        {
            return node.Children.Where(IsSetting).SelectMany(child => Flat(child, node.Value));
        }

        if (node.Label == "Match")
        {
            var condition = node.Children.First(child => child.Label == "Condition");
            var name = string.Join(
                ' ',
                condition.Children.Select(child => $"{child.Label} {child.Value}")
            );
            return node
                .Children.First(child => child.Label == "Settings")
                .Children.Where(IsSetting)
                .SelectMany(child => Flat(child, name));
        }

        var words = node.Children.Select(child =>
            child.Label is "amount" or "duration"
            || int.TryParse(child.Label, out _)
                && !node.Label.EndsWith("Forward", StringComparison.OrdinalIgnoreCase)
                ? child.Value
                : $"{child.Label} {child.Value}"
        );
        var keyword = ClientKeywords.Find(node.Label)?.Name ?? node.Label;
        return
        [
            $"{section} | {keyword.ToLowerInvariant()} {(node.Value.Length > 0 ? node.Value : string.Join(' ', words))}",
        ];
    }

    private static bool IsSetting(AugeasNode node) => node.Label.Length > 0 && node.Label[0] != '#';
}
