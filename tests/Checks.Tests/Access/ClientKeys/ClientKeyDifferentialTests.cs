using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Access.ClientKeys;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Tests.Parsing.SshConfig;
using Fleet.Checks.Tests.Probe;

namespace Fleet.Checks.Tests.Access.ClientKeys;

/// <summary>The keys that we say a client offers against those that this machine's ssh does offer to a real sshd, an agent beside it.</summary>
public sealed class ClientKeyDifferentialTests
{
    private const int Connections = 16;
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Fact]
    public async Task Ssh_offers_the_keys_that_we_say_in_that_order()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh-agent"), "no ssh-agent is installed");
        using var sshd = await RealSshd.StartAsync("LogLevel QUIET", "MaxAuthTries 20");
        var folder = Directory.CreateTempSubdirectory("ssh-keys").FullName;
        var socket = Path.Combine(folder, "agent");
        using var agent = Process.Start(
            new ProcessStartInfo("/usr/bin/ssh-agent", ["-D", "-a", socket])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            await MakeKeysAsync(folder);
            var random = new Random(20260306);
            for (var round = 0; round < Connections; round++)
            {
                var config = Draw(random, folder);
                var held = Names.Append("x").Where(_ => random.Next(2) == 0).ToList();
                await RunAsync("/usr/bin/ssh-add", socket, "-q", "-D");
                foreach (var name in held)
                {
                    await RunAsync("/usr/bin/ssh-add", socket, "-q", Path.Combine(folder, name));
                }

                var ours = Ours(config, folder, held);
                var theirs = await TheirsAsync(config, folder, socket, sshd.Port);
                Assert.True(
                    ours == theirs,
                    $"{config}\nagent: {string.Join(' ', held)}\nssh: {theirs}\nours: {ours}"
                );
            }
        }
        finally
        {
            agent.Kill();
            await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_real_sshd_hangs_up_after_the_keys_that_we_say(int tries)
    {
        using var sshd = await RealSshd.StartAsync("LogLevel QUIET", $"MaxAuthTries {tries}");
        var folder = Directory.CreateTempSubdirectory("ssh-keys").FullName;
        try
        {
            await MakeKeysAsync(folder);
            var config = string.Join(
                '\n',
                Names.Select(name => $"IdentityFile {folder}/{name}").Append("IdentityAgent none")
            );
            var offer = Offer(config, folder, []);
            var theirs = await TheirsAsync(config, folder, "", sshd.Port);

            Assert.True(offer.ExhaustsTries(tries));
            Assert.Equal(
                string.Join(' ', offer.Reached(tries).Select(key => key.Key!.Fingerprint)),
                theirs
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MakeKeysAsync(string folder)
    {
        foreach (var name in Names.Append("x"))
        {
            await RunAsync(
                "/usr/bin/ssh-keygen",
                "",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-C",
                name,
                "-f",
                Path.Combine(folder, name)
            );
        }

        // One is too open, another has its public half alone.
        File.SetUnixFileMode(
            Path.Combine(folder, "c"),
            UnixFileMode.UserRead | UnixFileMode.OtherRead
        );
        File.Copy(Path.Combine(folder, "d.pub"), Path.Combine(folder, "e.pub"));
    }

    private static string Draw(Random random, string folder)
    {
        var names = Names.Append("e").Append("gone").Where(_ => random.Next(2) == 0);
        var lines = names
            .OrderBy(_ => random.Next())
            .Select(name => $"IdentityFile {folder}/{name}")
            .Append(random.Next(3) == 0 ? "IdentitiesOnly yes" : "#")
            .Append(random.Next(6) == 0 ? "IdentityAgent none" : "#")
            .Append("IdentityFile none");
        return string.Join('\n', lines);
    }

    private static string Ours(string config, string folder, List<string> held) =>
        string.Join(
            ' ',
            Offer(config, folder, held).Keys.Select(key => key.Key?.Fingerprint ?? key.Name)
        );

    private static KeyOffer Offer(string config, string folder, List<string> held) =>
        ClientKeyOrder.Of(
            ClientEvaluator.Evaluate(
                [ClientText.Read(config)],
                ClientText.Ask("127.0.0.1"),
                ClientText.V92
            ),
            path => new ClientKeyFile(
                !File.Exists(path) ? PrivateKeyState.Absent
                    : path.EndsWith("/c", StringComparison.Ordinal) ? PrivateKeyState.TooOpen
                    : PrivateKeyState.Usable,
                File.Exists(path + ".pub") ? Public(path + ".pub") : null
            ),
            // ssh-add refuses the one that is too open.
            [
                .. held.Where(name => name != "c")
                    .Select(name => new AgentKey(Public($"{folder}/{name}.pub"), name)),
            ]
        );

    private static KnownKey Public(string path)
    {
        var words = File.ReadAllText(path).Split(' ', '\n');
        var key = SshPublicKey.Read(words[0], words[1], out _)!;
        return new KnownKey(key.Type.Name, key.Fingerprint);
    }

    private static async Task<string> TheirsAsync(
        string config,
        string folder,
        string socket,
        int port
    )
    {
        var path = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(path, config, TestContext.Current.CancellationToken);
        var said = await RunAsync(
            "/usr/bin/ssh",
            socket,
            "-v",
            "-F",
            path,
            "-o",
            "BatchMode=yes",
            "-o",
            "PreferredAuthentications=publickey",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "nobody@127.0.0.1",
            "true"
        );
        return string.Join(
            ' ',
            Regex
                .Matches(
                    said,
                    @"Offering public key: .* (?<key>SHA256:\S+)",
                    RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
                )
                .Select(match => match.Groups["key"].Value)
        );
    }

    private static async Task<string> RunAsync(
        string file,
        string socket,
        params string[] arguments
    )
    {
        var said = await Tool.RunAsync(
            file,
            new Dictionary<string, string> { ["SSH_AUTH_SOCK"] = socket },
            arguments
        );
        return said.Output + said.Error;
    }
}
