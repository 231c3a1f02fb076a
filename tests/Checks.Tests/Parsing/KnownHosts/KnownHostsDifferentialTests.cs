using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Tests.Probe;

namespace Fleet.Checks.Tests.Parsing.KnownHosts;

/// <summary>Our reading of generated known_hosts files against this machine's own ssh-keygen and ssh.</summary>
public sealed class KnownHostsDifferentialTests
{
    private const int Files = 60;
    private const int Connections = 32;

    private static readonly string[] Names = ["web", "web.example.org", "10.0.0.1", "[web]:2222"];

    private static readonly string[] Patterns =
    [
        "web",
        "Web",
        "WEB.example.org",
        "*.example.org",
        "*.example.org,!web.example.org",
        "!web",
        "*,!web",
        "web,10.0.0.1",
        "10.0.0.?",
        "[web]:*",
        "[web]:2222",
        "[web]:22,web",
        "*",
    ];

    private static readonly string[] Others =
    [
        "",
        "# a comment",
        "   ",
        "web",
        "web ssh-ed25519",
        "web ssh-ed25519 AAAA",
        "@what web ssh-ed25519 AAAA",
        "|1|AAAA|AAAA ssh-ed25519 AAAA",
    ];

    private static readonly string[] Markers = ["", "", "", "", "@revoked ", "@cert-authority\t"];

    [Fact]
    public async Task Ssh_keygen_finds_the_lines_that_we_find()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh-keygen"), "no ssh-keygen is installed");
        var path = Path.GetTempFileName();
        try
        {
            var random = new Random(20260302);
            var keys = new[] { PublicKeys.First, PublicKeys.Second, PublicKeys.Ecdsa };
            for (var round = 0; round < Files; round++)
            {
                var text = Draw(random, Names, Patterns, keys);
                await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
                var file = KnownHostsFile.Parse(path, text);
                foreach (var name in Names)
                {
                    var found = await FoundAsync(path, name);
                    Assert.True(
                        Ours(file, name) == found,
                        $"{name} in\n{text}\nssh-keygen: {found}, ours: {Ours(file, name)}"
                    );
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Ssh_answers_a_real_host_s_key_as_we_do()
    {
        using var sshd = await RealSshd.StartAsync("LogLevel QUIET", "MaxStartups 100");
        var port = sshd.Port.ToString(CultureInfo.InvariantCulture);
        var path = Path.GetTempFileName();
        try
        {
            var random = new Random(20260303);
            var key = PublicKeys.Read(sshd.HostKey);
            var keys = new[] { sshd.HostKey, PublicKeys.First, PublicKeys.Ecdsa };
            string[] names = ["127.0.0.1", $"[127.0.0.1]:{port}"];
            string[] patterns =
            [
                $"[127.0.0.1]:{port}",
                $"[127.0.0.1]:{port}",
                "127.0.0.*",
                "127.0.0.1",
                $"[127.0.0.?]:{port},other",
                "other",
                $"*,![127.0.0.1]:{port}",
            ];
            var seen = new Dictionary<KnownHostVerdict, int>();
            for (var round = 0; round < Connections; round++)
            {
                var text = Draw(random, names, patterns, keys);
                await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
                var ours = Ours(path, text, key, sshd.Port);
                var theirs = await TheirsAsync(path, port);
                Assert.True(ours == theirs.Answer, $"{text}\n{theirs.Said}\nours: {ours}");
                seen[ours.Verdict] = seen.GetValueOrDefault(ours.Verdict) + 1;
            }

            Assert.Equal(4, seen.Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Draw(Random random, string[] names, string[] patterns, string[] keys)
    {
        T One<T>(T[] all) => all[random.Next(all.Length)];
        string Line()
        {
            var key = One(keys);
            return random.Next(8) switch
            {
                0 => One(Others),
                1 or 2 => One(Markers)
                    + KnownHostText.Hashed(One(names), key.Split(' ')[0], key.Split(' ')[1]),
                _ => $"{One(Markers)}{One(patterns)} {key} comment",
            };
        }

        return string.Join('\n', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Line())) + "\n";
    }

    private static string Ours(KnownHostsFile file, string name) =>
        string.Join(
            ' ',
            file.Lines.Where(line => line.Names(name))
                .Select(line =>
                    line.Number
                    + line.Marker switch
                    {
                        KnownHostMarker.CertAuthority => "CA",
                        KnownHostMarker.Revoked => "REVOKED",
                        _ => "",
                    }
                )
        );

    private static async Task<string> FoundAsync(string path, string name) =>
        string.Join(
            ' ',
            (await RunAsync("/usr/bin/ssh-keygen", "-l", "-F", name, "-f", path))
                .Split('\n')
                .Where(line => line.StartsWith("# Host ", StringComparison.Ordinal))
                .Select(line =>
                    line[(line.IndexOf("line ", StringComparison.Ordinal) + 5)..]
                        .Replace(" ", "", StringComparison.Ordinal)
                )
        );

    private static (KnownHostVerdict Verdict, int Line) Ours(
        string path,
        string text,
        SshPublicKey key,
        int port
    )
    {
        var answer = new KnownHostKeys([KnownHostsFile.Parse(path, text)]).Lookup(
            "127.0.0.1",
            port,
            key
        );

        // ssh has no word for a plain key under an authority, and names the line of a change alone.
        return answer.Verdict switch
        {
            KnownHostVerdict.CertAuthority => (KnownHostVerdict.New, 0),
            KnownHostVerdict.Changed => (answer.Verdict, answer.Line!.Number),
            var other => (other, 0),
        };
    }

    private static async Task<((KnownHostVerdict, int) Answer, string Said)> TheirsAsync(
        string path,
        string port
    )
    {
        var said = await RunAsync(
            "/usr/bin/ssh",
            "-F",
            "none",
            "-o",
            "BatchMode=yes",
            "-o",
            "PreferredAuthentications=password",
            "-o",
            "HostKeyAlgorithms=ssh-ed25519",
            "-o",
            "UpdateHostKeys=no",
            "-o",
            $"UserKnownHostsFile={path}",
            "-o",
            "GlobalKnownHostsFile=none",
            "-p",
            port,
            "nobody@127.0.0.1",
            "true"
        );
        bool Says(string text) => said.Contains(text, StringComparison.Ordinal);
        return (
            Says("MARKED AS REVOKED") || Says("REVOKED HOST KEY") ? (KnownHostVerdict.Revoked, 0)
            : Says("IDENTIFICATION HAS CHANGED")
                ? (
                    KnownHostVerdict.Changed,
                    int.Parse(
                        Regex
                            .Match(
                                said,
                                @"Offending \S+ key in \S+:(?<line>\d+)",
                                RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
                            )
                            .Groups["line"]
                            .ValueSpan,
                        CultureInfo.InvariantCulture
                    )
                )
            : Says("Permission denied") ? (KnownHostVerdict.Ok, 0)
            : Says("host key is known for") || Says("Host key verification failed")
                ? (KnownHostVerdict.New, 0)
            : (KnownHostVerdict.Unspecified, 0),
            said
        );
    }

    private static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var said = await Tool.RunAsync(file, arguments);
        return said.Output + said.Error;
    }
}
