using System.Globalization;
using System.Text;

namespace Fleet.Bench.Parse;

/// <summary>Writes a log such as a busy host on the internet has: mostly guesses, some logins, some lines of other programs. The same seed gives the same bytes.</summary>
internal sealed class LogWriter(int seed)
{
    private static readonly string[] Names =
    [
        "root",
        "admin",
        "ubuntu",
        "test",
        "oracle",
        "postgres",
        "git",
        "deploy",
        "user",
        "ftp",
        "pi",
        "hadoop",
        "jenkins",
        "www-data",
        "support",
    ];
    private static readonly string[] People = ["alice", "bob", "carol", "dave", "erin"];
    private readonly Random _random = new(seed);
    private int _seconds;

    public void Write(string path, int lines)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        var start = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < lines; i++)
        {
            _seconds += _random.Next(3) == 0 ? 1 : 0;
            var at = start.AddSeconds(_seconds % 2_500_000);
            file.Write(at.ToString("MMM ", CultureInfo.InvariantCulture));
            file.Write(at.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2));
            file.Write(at.ToString(" HH:mm:ss ", CultureInfo.InvariantCulture));
            file.Write("web-12 ");
            file.Write(Message());
            file.Write('\n');
        }
    }

    private string Message()
    {
        var (pid, port) = (_random.Next(300, 4_000_000), _random.Next(1024, 65_535));
        var address =
            $"{_random.Next(1, 224)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}";
        var name =
            Names[_random.Next(Names.Length)]
            + (_random.Next(4) == 0 ? $"{_random.Next(1000)}" : "");
        var person = People[_random.Next(People.Length)];
        return _random.Next(100) switch
        {
            < 18 =>
                $"sshd[{pid}]: Failed password for invalid user {name} from {address} port {port} ssh2",
            < 34 => $"sshd[{pid}]: Failed password for root from {address} port {port} ssh2",
            < 50 => $"sshd[{pid}]: Invalid user {name} from {address} port {port}",
            < 62 =>
                $"sshd[{pid}]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={address}  user=root",
            < 68 => $"sshd[{pid}]: pam_unix(sshd:auth): check pass; user unknown",
            < 76 =>
                $"sshd[{pid}]: Connection closed by authenticating user root {address} port {port} [preauth]",
            < 82 =>
                $"sshd[{pid}]: Received disconnect from {address} port {port}:11: Bye Bye [preauth]",
            < 87 =>
                $"sshd[{pid}]: Disconnected from invalid user {name} {address} port {port} [preauth]",
            < 89 =>
                $"sshd[{pid}]: Accepted publickey for {person} from {address} port {port} ssh2: ED25519 SHA256:3gcY6qrbyQiEetAch/ISEXtx8BRE35lEgOtilzuD04I",
            < 91 =>
                $"sshd[{pid}]: pam_unix(sshd:session): session opened for user {person}(uid=1001) by (uid=0)",
            < 92 =>
                $"sshd[{pid}]: Unable to negotiate with {address} port {port}: no matching host key type found. Their offer: ssh-rsa,ssh-dss [preauth]",
            < 93 =>
                $"sshd[{pid}]: error: kex_exchange_identification: Connection closed by remote host",
            < 97 =>
                $"CRON[{pid}]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)",
            < 99 =>
                $"sudo: {person} : TTY=pts/0 ; PWD=/home/{person} ; USER=root ; COMMAND=/usr/bin/apt update",
            _ => $"systemd-logind[612]: New session {pid} of user {person}.",
        };
    }
}
