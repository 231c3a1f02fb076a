using System.Text.Json;
using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Parsing.SshWire;

/// <summary>Verdicts beside those of ssh-audit: its database, and its scans of real servers.</summary>
public sealed class AlgorithmsCorporaTests
{
    private static readonly Dictionary<string, AlgorithmKind> Kinds = new()
    {
        ["kex"] = AlgorithmKind.Kex,
        ["key"] = AlgorithmKind.HostKey,
        ["enc"] = AlgorithmKind.Cipher,
        ["mac"] = AlgorithmKind.Mac,
    };

    [Fact]
    public void What_ssh_audit_fails_ought_to_be_off_here_too_or_there_is_a_reason()
    {
        var agreement = new Agreement("ssh_audit/algorithms");
        foreach (var path in Corpus.Files("ssh_audit", "kexdb_*.json"))
        {
            agreement.Case(Path.GetFileName(path), () => Database(agreement, path));
        }

        agreement.Conclude();
    }

    private static void Database(Agreement agreement, string path)
    {
        using var database = JsonDocument.Parse(File.ReadAllText(path));
        var file = Path.GetFileName(path);
        foreach (var group in database.RootElement.GetProperty("db").EnumerateObject())
        {
            foreach (var entry in group.Value.EnumerateObject())
            {
                agreement.Case(
                    $"{file}: {group.Name} {entry.Name}",
                    () =>
                    {
                        Compare(agreement, file, group.Name, entry);
                        Life(agreement, file, group.Name, entry);
                    }
                );
            }
        }
    }

    // Servers before strict key exchange: whether the prefix of a session can be cut off follows from the lists alone.
    [Fact]
    public void A_scanned_server_that_is_open_to_a_cut_prefix_is_known_by_its_lists()
    {
        var agreement = new Agreement("ssh_audit/scans");
        foreach (var path in Corpus.Files("ssh_audit", "*_test*.json"))
        {
            agreement.Case(Path.GetFileName(path), () => Scan(agreement, path));
        }

        agreement.Conclude();
    }

    private static void Scan(Agreement agreement, string path)
    {
        using var scan = JsonDocument.Parse(File.ReadAllText(path));
        if (!scan.RootElement.TryGetProperty("enc", out var ciphers))
        {
            return;
        }

        var name = Path.GetFileName(path);
        var offered = new KexInit
        {
            Kex = Names(scan.RootElement.GetProperty("kex")),
            CiphersToServer = Names(ciphers),
            MacsToServer = Names(scan.RootElement.GetProperty("mac")),
        };
        agreement.Compare(
            name + ": Terrapin",
            scan
                .RootElement.GetRawText()
                .Contains("vulnerable to the Terrapin attack", StringComparison.Ordinal)
                ? "vulnerable"
                : "safe",
            PrefixTruncation.Exposed(offered).IsEmpty ? "safe" : "vulnerable"
        );
        var banner = scan.RootElement.GetProperty("banner");
        if (banner.GetProperty("raw").GetString() is not { Length: > 0 } raw)
        {
            return;
        }

        var read = SshIdentification.Read(System.Text.Encoding.UTF8.GetBytes(raw + "\r\n"));
        agreement.Compare(
            name + ": software",
            banner.GetProperty("software").GetString(),
            read.Value?.Software
        );
    }

    private static void Compare(Agreement agreement, string file, string group, JsonProperty entry)
    {
        var ours = Algorithms.Of(Kinds[group], entry.Name);
        var theirs = entry.Value.GetProperty("fail").GetArrayLength() > 0 ? "off" : "may stay";
        var got =
            ours.IsWeak ? "off"
            : ours.Strength == AlgorithmStrength.Unknown ? "unknown"
            : "may stay";
        agreement.Compare($"{file}: {group} {entry.Name}", theirs, got, Why(theirs, ours));
    }

    // first_seen: the releases of implementations that brought it; then the last that offered it unasked.
    private static void Life(Agreement agreement, string file, string group, JsonProperty entry)
    {
        var ours = Algorithms.Of(Kinds[group], entry.Name);
        var releases = entry
            .Value.GetProperty("first_seen")
            .EnumerateArray()
            .Select(row => row.ValueKind == JsonValueKind.String ? OpenSsh(row.GetString()!) : null)
            .ToList();
        if (ours.Since is not { } since || releases is not [{ } first, ..] || first.Major < 2)
        {
            return;
        }

        agreement.Compare(
            $"{file}: {entry.Name} since",
            first.ToString(),
            since.ToString(),
            entry.Name == "curve25519-sha256@libssh.org"
                ? "6.4 knew it in its source tree only; the release notes of 6.5 bring it"
                : ""
        );
        if (releases is [_, { } last, ..])
        {
            agreement.Compare(
                $"{file}: {entry.Name} until",
                Next(last).ToString(),
                (ours.DefaultUntil ?? ours.RemovedIn)?.ToString() ?? "ever"
            );
        }
    }

    // "7.4,d2018.76,l10.6": OpenSSH, Dropbear, libssh.
    private static OpenSshVersion? OpenSsh(string releases) =>
        releases
            .Split(',')
            .Where(one => char.IsAsciiDigit(one[0]))
            .Select(one =>
                OpenSshVersion.TryFind("OpenSSH_" + one, out var version)
                    ? version
                    : (OpenSshVersion?)null
            )
            .FirstOrDefault();

    private static OpenSshVersion Next(OpenSshVersion release) =>
        release.Minor == 9 ? new(release.Major + 1, 0) : new(release.Major, release.Minor + 1);

    /// <summary>What is compared is what a rule acts on: ought it be switched off? A disagreement is a defect unless it is one of these.</summary>
    private static string Why(string theirs, Algorithm ours) =>
        ours.Strength == AlgorithmStrength.Unknown ? "no verdict: " + ours.Reason
        : theirs == "off" && IsNistCurve(ours.Name)
            ? "a suspicion against named curves is no weakness; every OpenSSH offers NIST's by default"
        : theirs == "off" && ours.Reason == MacTable.HmacSha1 ? ours.Reason
        : theirs == "may stay"
        && ours.Reason is CipherTable.Cbc or CipherTable.Ecb or AlgorithmFamilies.SmallCurve
            ? ours.Reason
        : "";

    private static bool IsNistCurve(string name) =>
        name.Contains("nistp", StringComparison.Ordinal)
        || name.StartsWith("kexAlgoECDH", StringComparison.Ordinal)
        || name.EndsWith(".10045.3.1.7", StringComparison.Ordinal)
        || name.Contains(".132.0.10", StringComparison.Ordinal)
        || name.Contains("9UzNcgwTlEnSCECZa7V1mw", StringComparison.Ordinal)
        || name.EndsWith(".132.0.34", StringComparison.Ordinal)
        || name.EndsWith(".132.0.35", StringComparison.Ordinal);

    private static System.Collections.Immutable.ImmutableArray<string> Names(JsonElement list) =>
        [.. list.EnumerateArray().Select(row => row.GetProperty("algorithm").GetString()!)];
}
