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
        var disagreements = new List<string>();
        foreach (var probe in Load("oracle_debian12/sshd_T/probes.json").EnumerateArray())
        {
            var (config, files) = (
                Parsed(probe.GetProperty("files")),
                probe.GetProperty("name").GetString()
            );
            if (probe.GetProperty("rc").GetInt32() != 0)
            {
                Note(
                    disagreements,
                    files!,
                    "rejected",
                    config.Errors.IsEmpty ? "accepted" : "rejected"
                );
                continue;
            }

            Note(disagreements, files!, "", string.Join("; ", config.Errors));
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

                Note(disagreements, name, theirs[expected.Name], effective[expected.Name]);
            }
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public void Included_files_and_Match_sections_agree_with_the_regression_table()
    {
        var disagreements = new List<string>();
        var at = 0;
        foreach (var test in Load("openssh_semantics/servcfginclude.json").EnumerateArray())
        {
            var name = "case " + (++at).ToString(CultureInfo.InvariantCulture);
            var config = Parsed(test.GetProperty("files"));
            if (!test.TryGetProperty("trials", out var trials))
            {
                Note(
                    disagreements,
                    name,
                    "rejected",
                    config.Errors.IsEmpty ? "accepted" : "rejected"
                );
                continue;
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
                Note(
                    disagreements,
                    $"{name} host {connection.Host}",
                    Text(trial, "expect")!,
                    effective[directive]
                );
            }
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public void Match_Address_agrees_with_the_regression_table()
    {
        var table = Load("openssh_semantics/addrmatch.json");
        var config = SshdText.Read(table.GetProperty("config").GetString()!);
        var disagreements = new List<string>();
        foreach (var trial in table.GetProperty("trials").EnumerateArray())
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
            Note(
                disagreements,
                trial.ToString(),
                Text(trial, "expect_forcecommand")!,
                effective["ForceCommand"]
            );
        }

        foreach (var line in table.GetProperty("invalid_match_arguments").EnumerateArray())
        {
            var errors = SshdText.Read(line.GetString()!).Errors;
            Note(
                disagreements,
                line.GetString()!,
                "rejected",
                errors.IsEmpty ? "accepted" : "rejected"
            );
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public void Listen_addresses_and_MaxStartups_agree_with_the_regression_table()
    {
        var disagreements = new List<string>();
        foreach (var test in Load("openssh_semantics/cfgparse.json").EnumerateArray())
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
                Note(disagreements, config, string.Join(' ', expected), effective["ListenAddress"]);
            }
            else
            {
                Note(
                    disagreements,
                    config,
                    Text(test, "expect_maxstartups")!,
                    effective["MaxStartups"]
                );
            }
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public void Patterns_agree_with_the_unit_tests_of_OpenSSH()
    {
        var disagreements = new List<string>();
        foreach (var test in Load("openssh_semantics/match.json").EnumerateArray())
        {
            var args = test.GetProperty("args");
            var (one, two) = (args[0].GetString()!, args[1].GetString()!);
            var got = test.GetProperty("fn").GetString() switch
            {
                "match_pattern" => SshdPatterns.IsMatch(one, two) ? 1 : 0,
                "match_pattern_list" => (int)SshdPatterns.List(one, two, args[2].GetInt32() == 1),
                "addr_match_list" => (int)SshdPatterns.Addresses(one, two),
                _ => (int?)null,
            };
            if (got is not null)
            {
                Note(
                    disagreements,
                    test.ToString(),
                    test.GetProperty("expect").ToString(),
                    got.Value.ToString(CultureInfo.InvariantCulture)
                );
            }
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public void User_lists_agree_with_the_regression_table()
    {
        var disagreements = new List<string>();
        foreach (var test in Load("openssh_semantics/allow_deny_users.json").EnumerateArray())
        {
            var lines = new List<string>();
            lines.AddRange(Text(test, "deny") is { Length: > 0 } deny ? [$"DenyUsers {deny}"] : []);
            lines.AddRange(
                Text(test, "allow") is { Length: > 0 } allow ? [$"AllowUsers {allow}"] : []
            );
            var effective = SshdText.Effective(string.Join('\n', lines));
            var refusal = SshdUserLists.Refusal(
                effective,
                Text(test, "user")!,
                [],
                "127.0.0.1",
                "127.0.0.1"
            );
            Note(
                disagreements,
                test.ToString(),
                test.GetProperty("allowed").GetBoolean().ToString(),
                (refusal is null).ToString()
            );
        }

        Assert.Empty(disagreements);
    }

    [Fact]
    public void Values_agree_with_the_cases_of_the_augeas_lens()
    {
        var disagreements = new List<string>();
        foreach (var test in Load("augeas_lens_cases/sshd.json").EnumerateArray())
        {
            var input = test.GetProperty("input").GetString()!;
            var expected = AugeasTree.Flatten(test.GetProperty("expect")).ToList();
            var got = AugeasTree.Flatten(SshdText.Read(input)).ToList();
            Note(disagreements, input, string.Join('\n', expected), string.Join('\n', got));
        }

        Assert.Empty(disagreements);
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

    private static void Note(List<string> disagreements, string name, string expected, string got)
    {
        if (expected != got)
        {
            disagreements.Add($"{name}: expected {expected}, got {got}");
        }
    }

    private static JsonElement Load(string name) => Corpus.Json(name).RootElement;
}
