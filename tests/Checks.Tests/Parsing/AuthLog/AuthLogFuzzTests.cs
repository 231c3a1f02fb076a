using System.Text;
using Fleet.Checks.Parsing.AuthLog;
using FsCheck;
using FsCheck.Fluent;

namespace Fleet.Checks.Tests.Parsing.AuthLog;

/// <summary>Nothing that a log can hold makes the parser throw or point outside the line, and no user name moves a field.</summary>
public sealed class AuthLogFuzzTests
{
    private const string Header = "Nov 22 10:57:49 web-12 sshd[811]: ";

    private static readonly string[] Seeds =
    [
        Header + "Failed password for invalid user bob from 192.0.2.1 port 22 ssh2",
        Header + "Accepted publickey for alice from 192.0.2.1 port 22 ssh2: ED25519 SHA256:abc",
        Header
            + "Disconnecting authenticating user a 192.0.2.1 port 22: Too many authentication failures [preauth]",
        Header + "Connection closed by invalid user  192.0.2.1 port 22 [preauth]",
        Header + "Received disconnect from 192.0.2.1 port 22:11: bye [preauth]",
        Header
            + "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=a",
        Header + "pam_access(sshd:account): access denied for user `a' from `192.0.2.1'",
        Header
            + "Could not open user 'a' authorized keys '/home/a/.ssh/authorized_keys': Permission denied",
        Header
            + "/home/a/.ssh/authorized_keys:1: Authentication tried for a with correct key but not from a permitted host (host=h, ip=192.0.2.1, required=x).",
        Header + "drop connection #3 from [192.0.2.1]:55 on [192.0.2.2]:22 past MaxStartups",
        Header + "error: PAM: Authentication failure for a from 192.0.2.1 via 192.0.2.2",
        Header + "User a from 192.0.2.1 not allowed because not listed in AllowUsers",
        Header + "refused connect from x (192.0.2.1)",
        Header + "Permissions 0644 for '/etc/ssh/k' are too open.",
        Header
            + "reverse mapping checking getaddrinfo for a.example [192.0.2.1] failed - POSSIBLE BREAK-IN ATTEMPT!",
        "<38>1 2026-11-22T10:57:49.1Z web-12 sshd 811 - [a b=\"x]\\\" y\"] Invalid user x from 192.0.2.1",
    ];

    [Fact]
    public void Random_truncated_and_mutated_lines_never_break_it()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 200_000; round++)
        {
            var line = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
            Distort(random, ref line);
            Check(AuthLogLine.Parse(line), line);
            var message = line.AsSpan(Math.Min(line.Length, Header.Length)).ToArray();
            Check(SshdMessage.Parse(message), message);
            new StampClock(TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch).Read(
                line.AsSpan(0, Math.Min(line.Length, random.Next(45)))
            );
        }
    }

    [Fact]
    public void No_user_name_moves_the_source_the_port_or_itself() =>
        Prop.ForAll(
                HostileName.ToArbitrary(),
                name =>
                {
                    foreach (var form in Forms)
                    {
                        var read = ReadLine.Of(Header + form.Replace("{U}", name));
                        Assert.Equal((name, "192.0.2.1", 22), (read.User, read.Source, read.Port));
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static readonly string[] Forms =
    [
        "Failed password for invalid user {U} from 192.0.2.1 port 22 ssh2",
        "Failed none for invalid user {U} from 192.0.2.1 port 22 ssh2 [preauth]",
        "Failed publickey for invalid user {U} from 192.0.2.1 port 22 ssh2: ED25519 SHA256:abc",
        "Invalid user {U} from 192.0.2.1 port 22",
        "error: maximum authentication attempts exceeded for invalid user {U} from 192.0.2.1 port 22 ssh2 [preauth]",
        "Connection closed by invalid user {U} 192.0.2.1 port 22 [preauth]",
        "Connection reset by authenticating user {U} 192.0.2.1 port 22 [preauth]",
        "Disconnected from invalid user {U} 192.0.2.1 port 22 [preauth]",
        "Disconnecting invalid user {U} 192.0.2.1 port 22: Too many authentication failures [preauth]",
    ];

    /// <summary>Names put together of what log lines are made of; sshd escapes line ends, so none stand in them.</summary>
    private static Gen<string> HostileName =>
        Gen.Elements(
                " from ",
                "192.0.2.9",
                " port ",
                "22",
                " ssh2",
                ": ",
                " ",
                "",
                "root",
                "invalid user ",
                "\\n",
                "é",
                "\u001b[2J",
                " [preauth]",
                "Too many authentication failures",
                " from 192.0.2.9 port 9 ssh2",
                "RSA SHA256:abc",
                "'",
                "\"",
                "\t",
                "::1",
                "user "
            )
            .ListOf()
            .Select(string.Concat);

    private static void Distort(Random random, ref byte[] line)
    {
        for (var changes = random.Next(6); changes > 0 && line.Length > 0; changes--)
        {
            switch (random.Next(5))
            {
                case 0:
                    line = line[..random.Next(line.Length + 1)];
                    break;
                case 1:
                    line[random.Next(line.Length)] = (byte)random.Next(256);
                    break;
                case 2:
                    line[random.Next(line.Length)] = (byte)" :'[]();=."[random.Next(10)];
                    break;
                case 3:
                    var from = random.Next(line.Length);
                    line = [.. line[..from], .. line[random.Next(line.Length)..]];
                    break;
                default:
                    random.NextBytes(line.AsSpan(random.Next(line.Length)));
                    break;
            }
        }
    }

    private static void Check(AuthLogRecord record, byte[] line)
    {
        Slice[] slices =
        [
            record.Stamp,
            record.Message,
            record.User,
            record.Source,
            record.Method,
            record.Fingerprint,
            record.Detail,
        ];
        foreach (var slice in slices)
        {
            Assert.InRange(slice.Start, 0, line.Length);
            Assert.InRange(slice.End, slice.Start, line.Length);
        }
    }
}
