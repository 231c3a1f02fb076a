using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging.Impacts;

/// <summary>A Debian host with root and alice as the built-in checks tell it; each step is the record of one check.</summary>
internal sealed class SshStory
{
    public const string AliceKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILOdZrd22Hwkj+OYvah4GdGwvfr3Nr4Lme6BUMrVzeDh alice@laptop";

    public static readonly JudgingRules Rules = new(CheckCatalog.BuiltIn, Policy.BuiltIn);

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly List<Arrival> _records = [];

    public IReadOnlyList<Arrival> Records => _records;

    public HostState State { get; private set; } = Judging.HostStory.Fresh();

    public DateTimeOffset Now { get; private set; } = Start;

    public RegressionEntry this[string about] =>
        State.Regressions.Values.Single(entry =>
            entry.Key.Rule == about || entry.Key.Subject == about
        );

    /// <summary>Everything is as it ought to be; passwords are off.</summary>
    public static SshStory Healthy() =>
        new SshStory()
            .Config("PermitRootLogin no", "PasswordAuthentication no")
            .Accounts("root", "alice")
            .Keys("alice", AliceKey)
            .Service("yes")
            .Listens("0.0.0.0:22");

    /// <summary>sshd_config of these lines, sshd's defaults for the rest.</summary>
    public SshStory Config(params string[] lines)
    {
        var said = lines.ToDictionary(line => line.Split(' ')[0], line => line.Split(' ', 2)[1]);
        string Value(string keyword, string otherwise) =>
            said.GetValueOrDefault(keyword, otherwise);
        var facts = new List<string>
        {
            $"sshd_config/PermitRootLogin={Value("PermitRootLogin", "prohibit-password")}",
            $"sshd_config/PasswordAuthentication={Value("PasswordAuthentication", "yes")}",
            "sshd_config/PubkeyAuthentication=yes",
            "sshd_config/KbdInteractiveAuthentication=no",
        };
        if (said.TryGetValue("AllowUsers", out var users))
        {
            facts.Add($"sshd_config/AllowUsers={users}");
        }

        return Sees(
            "ssh.config",
            [.. facts],
            new Document(
                "/etc/ssh/sshd_config",
                string.Join('\n', [.. lines, "KbdInteractiveAuthentication no", "UsePAM no", ""]),
                Truncated: false
            )
        );
    }

    public SshStory Accounts(params string[] names) =>
        Sees(
            "ssh.accounts",
            [
                "account_sources=files",
                .. names.SelectMany(name =>
                    new[]
                    {
                        $"account/{name}=uid {(name == "root" ? 0 : 1000)} gid 1000",
                        $"account/{name}/password=set",
                        $"account/{name}/shell=good /bin/bash",
                        $"account/{name}/groups={name}",
                    }
                ),
            ]
        );

    public SshStory Keys(string account, params string[] lines) =>
        Sees(
            "ssh.paths",
            [
                "strict_modes/enabled=no",
                $"login/{account}/name={account}",
                $"login/{account}/uid=1000",
                $"login/{account}/home_resolved=/home/{account}",
                $"authorized_keys_file/{account}/home/{account}/.ssh/authorized_keys=/home/{account}/.ssh/authorized_keys",
                .. lines.Select(line =>
                    $"authorized_key/{account}/{Fingerprint(line)}=ssh-ed25519"
                ),
            ],
            new Document(
                $"/home/{account}/.ssh/authorized_keys",
                string.Join('\n', lines) + "\n",
                Truncated: false
            )
        );

    public SshStory Service(string running) =>
        Sees(
            "ssh.service",
            [
                $"sshd/running={running}",
                "sshd/config_valid=yes",
                "sshd/activation=service",
                $"unit/ssh.service/active={(running == "yes" ? "active" : "inactive")}",
            ]
        );

    public SshStory Listens(params string[] sockets) =>
        Sees("ssh.listener", [.. sockets.Select(socket => $"listen/tcp/{socket}=sshd")]);

    public static string Fingerprint(string line) =>
        Fleet
            .Checks.Parsing.SshKeys.SshPublicKey.Read(
                line.Split(' ')[0],
                line.Split(' ')[1],
                out _
            )!
            .Fingerprint;

    private SshStory Sees(string check, string[] facts, params Document[] documents)
    {
        Now += TimeSpan.FromMinutes(1);
        var seen = Judging.HostStory.Observation(
            check,
            [new Coverage("", CoverageState.Complete)],
            facts
        ) with
        {
            Documents = [.. documents],
        };
        var arrival = new Arrival(State.Spool.NextSeq, Now, new ArrivedSnapshot(seen));
        _records.Add(arrival);
        (State, _) = HostJudging.Apply(State, [arrival], Rules, Now);
        return this;
    }
}
