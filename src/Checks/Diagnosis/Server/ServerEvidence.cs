using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>What is known of the host for one user and source. Built of facts and documents, stored or fresh alike: <see cref="From"/>.</summary>
public sealed record ServerEvidence
{
    /// <summary>Nobody who could tell was asked.</summary>
    public static ServerEvidence None { get; } = Without("the host itself was not asked");

    /// <summary>The facts themselves, for causes that need more; null where there are none.</summary>
    public JudgeInput? Input { get; init; }

    /// <summary>The host's name in the fleet; empty where it is not known.</summary>
    public string Host { get; init; } = "";

    /// <summary>When the facts were collected; null: not known.</summary>
    public DateTimeOffset? CollectedAt { get; init; }

    /// <summary>True where the host was asked for this question; false: it is what was known before, and it may have changed.</summary>
    public bool IsFresh { get; init; } = true;

    /// <summary>Every rule's findings on the host.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary><c>yes</c> or <c>no</c>: somebody takes connections for sshd.</summary>
    public required Known<string> Running { get; init; }

    public required Known<IReadOnlyList<ServerSocket>> Sockets { get; init; }

    /// <summary>What Match sections and all make of the configuration for this user and source.</summary>
    public required Known<SshdEffective> Config { get; init; }

    /// <summary>The list that refuses the user; absent: none does.</summary>
    public required Known<SshdSetting> UserRefusal { get; init; }

    /// <summary>Absent: no such account.</summary>
    public required Known<AccountState> Account { get; init; }

    public required Known<PacketVerdict> Packet { get; init; }

    /// <summary>Absent: nobody banned the client's address.</summary>
    public required Known<BanVerdict> Ban { get; init; }

    /// <summary>Every gate behind the connect, by the model of logins, for the client's best key.</summary>
    public required Known<LoginAnswer> Login { get; init; }

    public required Known<KeyVerdict> Key { get; init; }

    public required Known<PathsVerdict> Paths { get; init; }

    /// <summary>Fingerprints of the host's keys by type.</summary>
    public required Known<ImmutableSortedDictionary<string, string>> HostKeys { get; init; }

    /// <summary>How near sshd is to its limit of connections before the login.</summary>
    public required Known<StartupsLoad> Startups { get; init; }

    /// <summary>Denials of SELinux or AppArmor that concern sshd; absent: none.</summary>
    public required Known<string> Mac { get; init; }

    /// <summary>sshd's lines about this very attempt, oldest first.</summary>
    public required Known<IReadOnlyList<EventLine>> Log { get; init; }

    /// <summary>The unit that runs sshd, for commands.</summary>
    public string Unit { get; init; } = "ssh";

    /// <summary>What is known of a host, from its facts and documents.</summary>
    /// <param name="input">Of the host, newest.</param>
    /// <param name="asked">Who, from where, with which keys.</param>
    /// <param name="lines">Log lines around the attempt; null: nobody looked.</param>
    public static ServerEvidence From(
        JudgeInput input,
        LoginQuestion asked,
        IReadOnlyList<EventLine>? lines = null
    ) => ServerLook.At(input, asked, lines);

    /// <summary>Everything unknown, for one reason.</summary>
    public static ServerEvidence Without(string reason) =>
        new()
        {
            Running = Known.Unknown<string>(reason),
            Sockets = Known.Unknown<IReadOnlyList<ServerSocket>>(reason),
            Config = Known.Unknown<SshdEffective>(reason),
            UserRefusal = Known.Unknown<SshdSetting>(reason),
            Account = Known.Unknown<AccountState>(reason),
            Packet = Known.Unknown<PacketVerdict>(reason),
            Ban = Known.Unknown<BanVerdict>(reason),
            Login = Known.Unknown<LoginAnswer>(reason),
            Key = Known.Unknown<KeyVerdict>(reason),
            Paths = Known.Unknown<PathsVerdict>(reason),
            HostKeys = Known.Unknown<ImmutableSortedDictionary<string, string>>(reason),
            Startups = Known.Unknown<StartupsLoad>(reason),
            Mac = Known.Unknown<string>(reason),
            Log = Known.Unknown<IReadOnlyList<EventLine>>(reason),
        };

    /// <summary>True where anything at all is known.</summary>
    public bool IsKnown => Input is not null;

    /// <summary>What a rule holds against the host or a subject on it; null where it passes, does not apply or does not know.</summary>
    public Finding? Against(string rule, string? subject = null) =>
        Findings.FirstOrDefault(finding =>
            finding.Rule == rule
            && (subject is null || finding.Subject == subject)
            && finding.Outcome is Outcome.Fail or Outcome.Warn
        );

    /// <summary>Why a rule cannot tell; null where it can, or has not been asked.</summary>
    public Finding? Doubt(string rule, string? subject = null) =>
        Findings.FirstOrDefault(finding =>
            finding.Rule == rule
            && (subject is null || finding.Subject == subject)
            && finding.Outcome == Outcome.Unknown
        );

    /// <summary>A setting's value for this user and source; unknown where it cannot be told.</summary>
    public Known<string> Setting(string keyword) =>
        Config.Value is not { } config ? Known.Unknown<string>(Config.Reason)
        : config.Find(keyword) is { } found
            ? Known.Present(found.Value, found.Source?.ToString() ?? "built in")
        : config.IsSure(keyword) ? Known.Absent<string>($"{keyword} is not set")
        : Known.Unknown<string>($"{keyword} cannot be told");
}
