using System.Globalization;
using System.Text.Json;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>Agreement with recorded answers of a real sshd and with OpenSSH's own regression tables.</summary>
public sealed class SshdCorporaTests
{
    [Fact]
    public void Probes_of_a_real_sshd_agree()
    {
        var agreement = new Agreement("oracle_debian12/sshd_T");
        agreement.Rows("oracle_debian12/sshd_T/probes.json", (_, probe) => Probe(agreement, probe));
        agreement.Conclude();
    }

    private static void Probe(Agreement agreement, JsonElement probe)
    {
        var (config, files) = (
            Parsed(probe.GetProperty("files")),
            probe.GetProperty("name").GetString()
        );
        if (probe.GetProperty("rc").GetInt32() != 0)
        {
            agreement.Compare(files!, "rejected", config.Errors.IsEmpty ? "accepted" : "rejected");
            return;
        }

        agreement.Compare(files!, "", string.Join("; ", config.Errors));
        var effective = SshdEvaluator.Evaluate(
            config,
            Connection(probe.GetProperty("C").GetString()),
            SshdText.V92
        );
        foreach (var expected in probe.GetProperty("effective").EnumerateObject())
        {
            var name = files + " " + expected.Name;
            var printed = string.Join(
                '\n',
                expected.Value.EnumerateArray().Select(v => $"{expected.Name} {v.GetString()}")
            );
            _ = SshdTOutput.TryRead(printed, out var theirs);
            // The host key comes from a command line option; IPQoS is Debian's own default.
            if (expected.Name is "hostkey" or "ipqos")
            {
                continue;
            }

            agreement.Compare(name, theirs[expected.Name], effective[expected.Name]);
        }
    }

    [Fact]
    public void Included_files_and_Match_sections_agree_with_the_regression_table()
    {
        var agreement = new Agreement("openssh_semantics/servcfginclude");
        agreement.Rows(
            "openssh_semantics/servcfginclude.json",
            (name, test) => Included(agreement, name, test)
        );
        agreement.Conclude();
    }

    private static void Included(Agreement agreement, string name, JsonElement test)
    {
        var config = Parsed(test.GetProperty("files"));
        if (!test.TryGetProperty("trials", out var trials))
        {
            agreement.Compare(name, "rejected", config.Errors.IsEmpty ? "accepted" : "rejected");
            return;
        }

        foreach (var trial in trials.EnumerateArray())
        {
            var connection = new SshdConnection
            {
                Host = Text(trial, "host"),
                User = Text(trial, "user"),
                Address = Text(trial, "addr"),
            };
            var effective = SshdEvaluator.Evaluate(config, connection, SshdText.V92);
            var directive = test.GetProperty("directive").GetString()!;
            agreement.Compare(
                $"{name} host {connection.Host}",
                Text(trial, "expect")!,
                effective[directive]
            );
        }
    }

    [Fact]
    public void Match_Address_agrees_with_the_regression_table()
    {
        var agreement = new Agreement("openssh_semantics/addrmatch");
        var path = Corpus.File("openssh_semantics/addrmatch.json");
        agreement.Case(
            "addrmatch",
            () =>
            {
                using var table = JsonDocument.Parse(File.ReadAllText(path));
                Addresses(agreement, table.RootElement);
            }
        );
        agreement.Conclude();
    }

    private static void Addresses(Agreement agreement, JsonElement table)
    {
        var config = SshdText.Read(table.GetProperty("config").GetString()!);
        foreach (var trial in table.GetProperty("trials").EnumerateArray())
        {
            agreement.Case(trial.ToString(), () => Trial(agreement, config, trial));
        }

        foreach (var line in table.GetProperty("invalid_match_arguments").EnumerateArray())
        {
            agreement.Case(
                line.ToString(),
                () =>
                    agreement.Compare(
                        line.GetString()!,
                        "rejected",
                        SshdText.Read(line.GetString()!).Errors.IsEmpty ? "accepted" : "rejected"
                    )
            );
        }
    }

    private static void Trial(Agreement agreement, SshdConfiguration config, JsonElement trial)
    {
        var connection = new SshdConnection
        {
            User = Text(trial, "user"),
            Host = Text(trial, "host"),
            Address = Text(trial, "addr"),
            LocalAddress = Text(trial, "laddr"),
            LocalPort = int.Parse(Text(trial, "lport")!, CultureInfo.InvariantCulture),
        };
        var effective = SshdEvaluator.Evaluate(config, connection, SshdText.V92);
        agreement.Compare(
            trial.ToString(),
            Text(trial, "expect_forcecommand")!,
            effective["ForceCommand"]
        );
    }

    [Fact]
    public void Listen_addresses_and_MaxStartups_agree_with_the_regression_table()
    {
        var agreement = new Agreement("openssh_semantics/cfgparse");
        agreement.Rows("openssh_semantics/cfgparse.json", (_, test) => Parse(agreement, test));
        agreement.Conclude();
    }

    private static void Parse(Agreement agreement, JsonElement test)
    {
        var config = test.GetProperty("config").GetString()!;
        // The table is of the newest release: there the first MaxStartups wins.
        var version = new OpenSshVersion(10, 5);
        var effective = SshdEvaluator.Evaluate(
            SshdText.Read(version, config),
            SshdConnection.Unspecified,
            version
        );
        if (test.TryGetProperty("expect_listenaddress", out var listen))
        {
            var expected = listen
                .EnumerateArray()
                .Select(l => l.GetString()!)
                .Order(StringComparer.Ordinal);
            agreement.Compare(config, string.Join(' ', expected), effective["ListenAddress"]);
        }

        // Of any other keyword what is expected is its own value.
        foreach (var other in test.EnumerateObject().Where(IsValueExpected))
        {
            agreement.Compare(
                config,
                other.Value.GetString(),
                effective[other.Name["expect_".Length..]]
            );
        }
    }

    private static bool IsValueExpected(JsonProperty property) =>
        property.Name.StartsWith("expect_", StringComparison.Ordinal)
        && property.Value.ValueKind == JsonValueKind.String;

    [Fact]
    public void Values_agree_with_the_cases_of_the_augeas_lens()
    {
        var agreement = new Agreement("augeas_lens_cases/sshd");
        agreement.Rows(
            "augeas_lens_cases/sshd.json",
            (name, test) =>
            {
                var read = SshdText.Read(test.GetProperty("input").GetString()!);
                var expect = test.GetProperty("expect");
                if (expect.ValueKind == JsonValueKind.String)
                {
                    agreement.Compare(
                        name,
                        "rejected",
                        read.Errors.IsEmpty ? "accepted" : "rejected"
                    );
                    return;
                }

                agreement.Compare(
                    name,
                    string.Join('\n', AugeasTree.Flatten(expect)),
                    string.Join('\n', AugeasTree.Flatten(read))
                );
            }
        );
        agreement.Conclude();
    }

    private static SshdConfiguration Parsed(JsonElement files)
    {
        var all = files
            .EnumerateObject()
            .ToDictionary(
                f => "/" + f.Name,
                f => f.Value.GetString()!.Replace("DIR", "", StringComparison.Ordinal)
            );
        var main = all.TryGetValue("/c", out var c)
            ? c
            : all.GetValueOrDefault("/sshd_config.i") ?? all.Values.First();
        return SshdText.Read(main, [.. all.Select(f => (f.Key, (string?)f.Value))]);
    }

    private static SshdConnection Connection(string? spec)
    {
        var parts = (spec ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);
        return new SshdConnection
        {
            User = parts.GetValueOrDefault("user"),
            Host = parts.GetValueOrDefault("host"),
            Address = parts.GetValueOrDefault("addr"),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
