using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshConfig;

/// <summary>Our reader against this machine's ssh -G, over configurations drawn from lines that its grammar knows.</summary>
public sealed partial class ClientDifferentialTests
{
    private const int Configurations = 240;

    [Fact]
    public async Task Generated_configurations_read_as_this_machine_s_ssh_reads_them()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "no ssh is installed");
        Assert.True(
            OpenSshVersion.TryFind((await SshAsync("-V")).Error, out var version),
            "no release"
        );
        var folder = Directory.CreateTempSubdirectory("ssh-differential").FullName;
        try
        {
            var builtIn = Printed((await SshAsync("-G", "-F", "none", "web")).Output);
            var random = new Random(202603052);
            var disagreements = new List<string>();
            for (var round = 0; round < Configurations; round++)
            {
                var main = Draw(random, 14).Replace("{folder}", folder, StringComparison.Ordinal);
                var more = Draw(random, 4).Replace("Include", "# ", StringComparison.Ordinal);
                await File.WriteAllTextAsync(
                    Path.Combine(folder, "config"),
                    main,
                    TestContext.Current.CancellationToken
                );
                await File.WriteAllTextAsync(
                    Path.Combine(folder, "more"),
                    more,
                    TestContext.Current.CancellationToken
                );
                foreach (var host in Hosts.Take(round % Hosts.Length + 1).TakeLast(1))
                {
                    await CompareAsync(folder, host, version, builtIn, disagreements);
                }
            }

            Assert.True(
                disagreements.Count == 0,
                $"{disagreements.Count}\n{string.Join("\n----\n", disagreements.Take(12))}"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task What_this_machine_s_ssh_refuses_we_refuse(string line)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "no ssh is installed");
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                path,
                $"Host other\n{line}\n",
                TestContext.Current.CancellationToken
            );
            Assert.NotEqual(0, (await SshAsync("-G", "-F", path, "web")).Code);
            Assert.NotEmpty(ClientText.For("web", $"Host other\n{line}\n").Errors);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static TheoryData<string> WrongLines => [.. Wrong];

    private static string Draw(Random random, int most) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, random.Next(1, most))
                .Select(_ =>
                    random.Next(5) == 0
                        ? Sections[random.Next(Sections.Length)]
                        : Lines[random.Next(Lines.Length)]
                )
        );

    private static async Task CompareAsync(
        string folder,
        string host,
        OpenSshVersion version,
        Dictionary<string, string> builtIn,
        List<string> disagreements
    )
    {
        var path = Path.Combine(folder, "config");
        var cancel = TestContext.Current.CancellationToken;
        var text = await File.ReadAllTextAsync(path, cancel);
        var more = await File.ReadAllTextAsync(Path.Combine(folder, "more"), cancel);
        var (code, output, error) = await SshAsync("-G", "-F", path, host);
        var ours = Evaluate(folder, path, text, more, host, version);
        var name = $"{host}\n{text}\n-- more:\n{more}\n";
        if (code != 0 || !ours.Errors.IsEmpty)
        {
            if ((code != 0) != !ours.Errors.IsEmpty)
            {
                disagreements.Add(
                    $"{name}=> ssh {code} {error}, ours {string.Join(';', ours.Errors)}"
                );
            }

            return;
        }

        var theirs = Printed(output);
        foreach (var setting in ours.All)
        {
            var key = setting.Name.ToLowerInvariant();
            var own = Canonical(setting, ours);
            if (
                setting.IsSure
                && own is not null
                && theirs.GetValueOrDefault(key, "") is var said
                && said != own
                // Distributions build in other values than upstream: what nothing sets is theirs to choose.
                && !(setting.Source is null && builtIn.GetValueOrDefault(key, "") == said)
                && !IsBuiltOn(setting, text + more)
            )
            {
                disagreements.Add($"{name}=> {setting.Name}: ssh {said}, ours {own}");
            }
        }
    }

    /// <summary>Debian carries a key exchange method back into its built-in list.</summary>
    private static bool IsBuiltOn(ClientSetting setting, string text) =>
        setting.Name == "KexAlgorithms"
        && text.Contains("KexAlgorithms +", StringComparison.Ordinal);

    private static ClientSettings Evaluate(
        string folder,
        string path,
        string text,
        string more,
        string host,
        OpenSshVersion version
    )
    {
        var read = ClientConfigReader.Read(
            ClientFileOwner.User,
            path,
            text,
            version,
            pattern => new SshdIncluded(
                pattern == $"{folder}/missing" ? [] : [new SshdIncludedFile($"{folder}/more", more)]
            )
        );
        var home = Environment.GetEnvironmentVariable("HOME") ?? "/root";
        return ClientEvaluator.Evaluate(
            [read],
            ClientText.Ask(host) with
            {
                LocalUser = new ClientUser(Environment.UserName, 0, home),
            },
            version
        );
    }

    /// <summary>Our value as ssh -G would print it; null where it prints what we do not tell.</summary>
    private static string? Canonical(ClientSetting setting, ClientSettings settings) =>
        setting.Name switch
        {
            "UserKnownHostsFile" or "ControlPath" or "IdentityAgent" => setting.Lines.Any(line =>
                settings.Expand(line.Text, out _) is null
            )
                ? null
            : setting.Value is "none" && setting.Name == "UserKnownHostsFile" ? "none"
            : string.Join(' ', setting.Lines.Select(line => settings.Expand(line.Text, out _))),
            "GlobalKnownHostsFile" or "CanonicalDomains" or "LogVerbose" when setting.Value == "" =>
                "none",
            // Its print takes a forwarding to a socket for a dynamic one.
            "DynamicForward" when settings["LocalForward"].Value.Contains(".sock") => null,
            // Debian keeps unattended connections alive.
            "ServerAliveInterval" when settings["BatchMode"].Is("yes") && setting.Source is null =>
                null,
            // ssh 9.2 forgets all words but one of it, or prints control characters.
            "LogVerbose" or "PermitRemoteOpen" => null,
            "SessionType" or "ChannelTimeout" or "WarnWeakCrypto" or "ObscureKeystrokeTiming" =>
                null,
            _ => setting.Value,
        };

    private static Dictionary<string, string> Printed(string output) =>
        output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2)
            .GroupBy(words => words[0].ToLowerInvariant())
            .ToDictionary(
                lines => lines.Key,
                lines =>
                    string.Join(
                        ' ',
                        lines.Select(words =>
                            words[1] switch
                            {
                                "true" => "yes",
                                "false" => "no",
                                var other => other,
                            }
                        )
                    )
            );

    private static Task<Tool> SshAsync(params string[] arguments) =>
        Tool.RunAsync("/usr/bin/ssh", arguments);
}
