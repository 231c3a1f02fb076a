using System.Diagnostics;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshConfig;

/// <summary>Our reader against this machine's ssh -G, over configurations drawn from lines that its grammar knows.</summary>
public sealed class ClientDifferentialTests
{
    private const int Configurations = 240;

    private static readonly string[] Hosts = ["web", "Web", "db.example.org", "10.0.0.7"];

    private static readonly string[] Sections =
    [
        "Host web",
        "Host w?b *.org",
        "Host * !web",
        "Host web.example.org",
        "Host \"web\" 'db*'",
        "Host *",
        "Match host web",
        "Match host *.example.org,!db*",
        "Match originalhost web",
        "Match user root",
        "Match !user root",
        "Match localuser root host=web",
        "Match final",
        "Match final host *.example.org",
        "Match !final all",
        "Match canonical",
        "Match all",
        "Match host web user bob # why",
        "Match exec false",
    ];

    private static readonly string[] Lines =
    [
        "Hostname %h.example.org",
        "Hostname WEB.Example.org",
        "HostName 10.1.2.3",
        "Port 2222",
        "port=22",
        "Port ssh",
        "User bob",
        "User \"b o b\"",
        "User root # me",
        "IdentityFile ~/.ssh/a",
        "IdentityFile ~/.ssh/%h",
        "IdentityFile none",
        "CertificateFile /c/%u",
        "IdentitiesOnly yes",
        "ForwardAgent TRUE",
        "ForwardX11 yes",
        "ForwardX11Timeout 1h",
        "ForwardX11Timeout none",
        "ConnectTimeout 1m30s",
        "ConnectTimeout none",
        "ServerAliveInterval 60",
        "ServerAliveCountMax 0",
        "StrictHostKeyChecking no",
        "StrictHostKeyChecking off",
        "StrictHostKeyChecking accept-new",
        "StrictHostKeyChecking Yes",
        "UserKnownHostsFile /dev/null",
        "UserKnownHostsFile ~/.ssh/known_hosts",
        "UserKnownHostsFile ~/.ssh/a ~/.ssh/%h",
        "UserKnownHostsFile none",
        "GlobalKnownHostsFile /a /b",
        "GlobalKnownHostsFile none",
        "HashKnownHosts yes",
        "CheckHostIP yes",
        "HostKeyAlias Other",
        "UpdateHostKeys ask",
        "VerifyHostKeyDNS ask",
        "VerifyHostKeyDNS yes",
        "PubkeyAuthentication unbound",
        "PubkeyAuthentication no",
        "PasswordAuthentication no",
        "ChallengeResponseAuthentication no",
        "PreferredAuthentications publickey,password",
        "KbdInteractiveDevices pam",
        "BatchMode yes",
        "Compression yes",
        "AddressFamily inet6",
        "BindAddress 1.2.3.4",
        "BindInterface lo",
        "ControlMaster auto",
        "ControlMaster autoask",
        "ControlPath ~/.ssh/%r@%h:%p",
        "ControlPath none",
        "ControlPersist 10m",
        "ControlPersist 0",
        "ControlPersist yes",
        "ProxyCommand nc -x \"a b\" %h %p # no comment",
        "ProxyCommand none",
        "ProxyJump bob@jump:2222",
        "ProxyJump a,b,c:7",
        "ProxyJump 10.0.0.1",
        "ProxyJump ssh://bob@jump:22",
        "ProxyJump none",
        "LocalForward 3001 remote:3000",
        "LocalForward [::1]:3001 [::2]:3000",
        "LocalForward 127.0.0.1:80 /run/x.sock",
        "LocalForward /run/y /run/x.sock",
        "LocalForward=11111 mail:110",
        "RemoteForward 2221 lhost1:22",
        "RemoteForward [1.2.3.4]:20023 localhost:22",
        "RemoteForward 1080",
        "DynamicForward 1080",
        "DynamicForward localhost:1081",
        "ClearAllForwardings yes",
        "ExitOnForwardFailure yes",
        "GatewayPorts yes",
        "SendEnv LANG LC_*",
        "SendEnv -LC_*",
        "SendEnv A B",
        "SetEnv A=b C=\"d e\"",
        "SetEnv X=y X=z",
        "Ciphers aes256-ctr,aes128-ctr",
        "Ciphers +3des-cbc",
        "Ciphers -aes*",
        "MACs ^hmac-sha2-512,hmac-sha1",
        "MACs -*sha1*",
        "KexAlgorithms curve25519-sha256",
        "KexAlgorithms +diffie-hellman-group14-sha1",
        "HostKeyAlgorithms +ssh-rsa",
        "HostKeyAlgorithms -ssh-*",
        "PubkeyAcceptedKeyTypes ^ssh-rsa,ssh-ed25519",
        "CASignatureAlgorithms -rsa*",
        "HostbasedAcceptedAlgorithms ssh-ed25519",
        "RekeyLimit 1G 1h",
        "RekeyLimit 512M",
        "RekeyLimit default none",
        "LogLevel debug1",
        "LogLevel VERBOSE",
        "SyslogFacility local3",
        "EscapeChar none",
        "EscapeChar !",
        "TunnelDevice 1:any",
        "TunnelDevice 3",
        "Tunnel yes",
        "Tunnel point-to-point",
        "IPQoS af21 cs1",
        "IPQoS 0x10",
        "IPQoS none",
        "StreamLocalBindMask 077",
        "StreamLocalBindUnlink yes",
        "FingerprintHash md5",
        "AddKeysToAgent confirm 5m",
        "AddKeysToAgent 1h",
        "AddKeysToAgent ask",
        "IdentityAgent none",
        "IdentityAgent SSH_AUTH_SOCK",
        "IdentityAgent ~/.agent",
        "RevokedHostKeys ~/.ssh/revoked",
        "LocalCommand echo %h",
        "RemoteCommand tmux attach",
        "RemoteCommand none",
        "KnownHostsCommand /bin/kh %H",
        "RequestTTY force",
        "SessionType none",
        "StdinNull yes",
        "ForkAfterAuthentication no",
        "RequiredRSASize 2048",
        "NumberOfPasswordPrompts 1",
        "ConnectionAttempts 4",
        "CanonicalizeHostname yes",
        "CanonicalizeMaxDots 2",
        "CanonicalizePermittedCNAMEs none",
        "CanonicalDomains none",
        "PKCS11Provider /lib/p.so",
        "XAuthLocation /x",
        "IgnoreUnknown UseKeychain,Foo*",
        "UseKeychain yes",
        "Protocol 2",
        "UseRoaming no",
        "RSAAuthentication no",
        "VisualHostKey yes",
        "TCPKeepAlive no",
        "KeepAlive no",
        "NoHostAuthenticationForLocalhost yes",
        "EnableSSHKeysign yes",
        "PermitLocalCommand yes",
        "ProxyUseFdpass no",
        "Include {folder}/more",
        "Include {folder}/m*",
        "Include {folder}/missing",
        "# a comment",
        "",
        "  \t",
        "   Compression\tno  \r",
    ];

    private static readonly string[] Wrong =
    [
        "Foo bar",
        "Port x",
        "Port 0",
        "Port 1 2",
        "Ciphers nonsense",
        "Ciphers none",
        "Ciphers aes128-ctr*",
        "MACs hmac-new",
        "KexAlgorithms +x",
        "HostKeyAlgorithms ssh-new",
        "Match",
        "Match host",
        "Match all host x",
        "Match host a user b all",
        "Match foo bar",
        "LocalForward 1",
        "LocalForward x y:1",
        "DynamicForward 1 2",
        "RekeyLimit 1",
        "RekeyLimit 1G 5y",
        "BatchMode maybe",
        "StrictHostKeyChecking never",
        "UserKnownHostsFile none /a",
        "SetEnv A",
        "SendEnv A=b",
        "EscapeChar ab",
        "IPQoS foo",
        "TunnelDevice x",
        "User \"open",
        "User",
        "User \"\"",
        "ConnectionAttempts -1",
        "AddKeysToAgent ask 5m",
        "ControlPersist 5y",
        "LogLevel loud",
        "SyslogFacility here",
        "ProxyJump a:b",
        "ProxyJump @a",
        "CanonicalizePermittedCNAMEs a",
        "StreamLocalBindMask 9",
        "Compression true",
        "FingerprintHash rot13",
        "Include \"\"",
    ];

    [Fact]
    public void Generated_configurations_read_as_this_machine_s_ssh_reads_them()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "no ssh is installed");
        Assert.True(OpenSshVersion.TryFind(Ssh("-V").Error, out var version), "no release");
        var folder = Directory.CreateTempSubdirectory("ssh-differential").FullName;
        try
        {
            var builtIn = Printed(Ssh("-G", "-F", "none", "web").Output);
            var random = new Random(202603052);
            var disagreements = new List<string>();
            for (var round = 0; round < Configurations; round++)
            {
                var main = Draw(random, 14).Replace("{folder}", folder, StringComparison.Ordinal);
                var more = Draw(random, 4).Replace("Include", "# ", StringComparison.Ordinal);
                File.WriteAllText(Path.Combine(folder, "config"), main);
                File.WriteAllText(Path.Combine(folder, "more"), more);
                foreach (var host in Hosts.Take(round % Hosts.Length + 1).TakeLast(1))
                {
                    Compare(folder, host, version, builtIn, disagreements);
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
    public void What_this_machine_s_ssh_refuses_we_refuse(string line)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "no ssh is installed");
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"Host other\n{line}\n");
            Assert.NotEqual(0, Ssh("-G", "-F", path, "web").Code);
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

    private static void Compare(
        string folder,
        string host,
        OpenSshVersion version,
        Dictionary<string, string> builtIn,
        List<string> disagreements
    )
    {
        var path = Path.Combine(folder, "config");
        var text = File.ReadAllText(path);
        var more = File.ReadAllText(Path.Combine(folder, "more"));
        var (code, output, error) = Ssh("-G", "-F", path, host);
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

    private static (int Code, string Output, string Error) Ssh(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/ssh", arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
