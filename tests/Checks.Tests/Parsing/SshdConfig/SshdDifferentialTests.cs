using System.Diagnostics;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>Our reader against this machine's sshd -T, over configurations drawn from lines that its grammar knows.</summary>
public sealed class SshdDifferentialTests
{
    private const int Configurations = 60;

    private static readonly string[] Lines =
    [
        "PermitRootLogin yes",
        "PermitRootLogin without-password",
        "PERMITROOTLOGIN No",
        "PasswordAuthentication no",
        "passwordauthentication=yes",
        "PasswordAuthentication = no # really",
        "ChallengeResponseAuthentication no",
        "KbdInteractiveAuthentication yes",
        "PubkeyAuthentication No",
        "Port 2222",
        "Port 22",
        "Port ssh",
        "ListenAddress 127.0.0.1",
        "ListenAddress ::1",
        "ListenAddress [::1]:2200",
        "ListenAddress 127.0.0.2:77",
        "AddressFamily inet",
        "AddressFamily inet6",
        "StrictModes no",
        "MaxAuthTries 3",
        "MaxSessions 0",
        "LoginGraceTime 1m30s",
        "LoginGraceTime 0",
        "ClientAliveInterval 5M",
        "MaxStartups 30",
        "MaxStartups 5:50:60",
        "UsePAM yes",
        "UseDNS yes",
        "X11Forwarding yes",
        "AllowTcpForwarding all",
        "AllowTcpForwarding local",
        "GatewayPorts clientspecified",
        "Compression delayed",
        "AllowUsers alice bob",
        "AllowUsers \"c d\" e@10.0.0.0/8",
        "DenyUsers mallory",
        "AllowGroups 'domain users' wheel",
        "DenyGroups guests",
        "AcceptEnv LANG LC_*",
        "AcceptEnv FOO",
        "SetEnv A=b C=\"d e\"",
        "SetEnv X=y",
        "AuthorizedKeysFile .ssh/a /etc/keys/%u",
        "AuthorizedKeysFile none",
        "AuthorizedKeysCommand /bin/x %u \"a b\"\nAuthorizedKeysCommandUser nobody",
        "ForceCommand echo \"hi\" # no comment",
        "Banner \"/etc/my issue\"",
        "Banner none",
        "Banner /etc/iss#ue",
        "ChrootDirectory /srv/%u",
        "LogLevel debug1",
        "LogLevel verbose",
        "SyslogFacility authpriv",
        "PermitTunnel point-to-point",
        "PermitUserEnvironment LC_*,X",
        "RekeyLimit 1G 1h",
        "RekeyLimit default none",
        "PermitOpen none",
        "PermitOpen a:1 [::1]:2",
        "PermitListen 80 localhost:90",
        "PubkeyAuthOptions verify-required touch-required",
        "AuthenticationMethods publickey,password publickey",
        "AuthenticationMethods any",
        "Subsystem sftp internal-sftp -f \"A B\"",
        "StreamLocalBindMask 077",
        "Ciphers aes256-ctr,aes128-ctr",
        "MACs hmac-sha2-256",
        "PidFile none",
        "TrustedUserCAKeys /etc/ca.pub",
        "IgnoreRhosts shosts-only",
        "FingerprintHash md5",
        "RequiredRSASize 2048",
        "PerSourceMaxStartups 5",
        "PerSourceNetBlockSize 24:64",
        "Protocol 2",
        "# a comment",
        "",
        "   \t",
        "Match all",
        "Match User root",
        "Match Address 10.0.0.0/8",
        "Match Group x Host *.example.org",
        "Match LocalPort 22",
        "Foo bar",
        "MaxAuthTries x",
        "Port 70000",
        "PermitRootLogin maybe",
        "Banner \"open",
        "MaxSessions 1 2",
        "Match Address 10.0.0.1/8",
        "AllowUsers",
        "LoginGraceTime 5y",
    ];

    private static readonly string[] BeyondGrammar =
    [
        "bad addr",
        "cannot be satisfied",
        "'lport' not in",
    ];

    [Fact]
    public void Generated_configurations_read_as_this_machine_s_sshd_reads_them()
    {
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess
                && File.Exists("/usr/sbin/sshd")
                && File.Exists("/usr/bin/unshare"),
            "needs root and sshd"
        );
        Assert.True(
            OpenSshVersion.TryFind(Sshd("-V").Error, out var version),
            "sshd -V names no release"
        );
        var folder = Directory.CreateTempSubdirectory("sshd-differential");
        try
        {
            Assert.SkipUnless(Sshd("-T").Code == 0, "this sshd cannot answer -T");
            var random = new Random(20260301);
            var disagreements = new List<string>();
            for (var i = 0; i < Configurations; i++)
            {
                Compare(Path.Combine(folder.FullName, "c"), Draw(random), version, disagreements);
            }

            Assert.True(disagreements.Count == 0, string.Join("\n----\n", disagreements));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Draw(Random random) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, random.Next(1, 14))
                .Select(_ => Lines[random.Next(Lines.Length - (random.Next(4) == 0 ? 0 : 9))])
        );

    private static void Compare(
        string path,
        string text,
        OpenSshVersion version,
        List<string> disagreements
    )
    {
        File.WriteAllText(path, text);
        var (code, output, error) = Sshd("-T", "-f", path);
        var config = SshdConfigReader.Read(path, text, version, _ => new SshdIncluded([]));
        if (code != 0 || !config.Errors.IsEmpty)
        {
            // What sshd minds beyond the grammar: an address outside the family, methods that are all off, and, in -T alone, a LocalPort it was not told.
            if (code == 0 || (config.Errors.IsEmpty && !BeyondGrammar.Any(error.Contains)))
            {
                disagreements.Add(
                    $"{text}\n=> sshd {code} {error}, ours {string.Join("; ", config.Errors)}"
                );
            }

            return;
        }

        Assert.True(SshdTOutput.TryRead(output, out var theirs));
        var ours = SshdEvaluator.Evaluate(config, SshdConnection.Unspecified, version);
        foreach (
            var name in theirs
                .Settings.Select(s => s.Name)
                .Concat(ours.Settings.Select(s => s.Name))
                .Distinct()
        )
        {
            if (ours.IsSure(name) && theirs[name] != ours[name])
            {
                disagreements.Add($"{text}\n=> {name}: sshd {theirs[name]}, ours {ours[name]}");
            }
        }
    }

    // In a mount namespace of its own, where the privilege separation directory is there whether or not a unit has run.
    private static (int Code, string Output, string Error) Sshd(params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/unshare")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        const string script =
            "mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec /usr/sbin/sshd \"$@\"";
        foreach (var word in (string[])["-m", "sh", "-c", script, "sshd", .. arguments])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
