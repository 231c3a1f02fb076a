using Fleet.Checks.Reporting;
using Fleet.V1;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Showing;

/// <summary>Ways into accounts, a line each, and a line that counts.</summary>
public static class AccessText
{
    /// <summary>Characters of a fingerprint that a terminal shows; <c>--json</c> and pipes have all.</summary>
    private const int ShortFingerprint = 15;

    public static IEnumerable<string> Lines(AccessAnswer answer, Screen screen)
    {
        if (answer.Rows.IsEmpty)
        {
            yield return $"no way in that is asked for, on {Words.Count(answer.Hosts, "host")}";
        }
        else
        {
            var table = new Table(["HOST", "USER", "WITH", "FROM", "BY"], flexible: 4);
            foreach (var (host, row) in answer.Rows)
            {
                table.Add(host, row.User, With(row, screen), SourcesText.Of(row), By(row));
            }

            foreach (var line in table.Lines(screen.Width, screen.Ink))
            {
                yield return line;
            }

            yield return Footer(answer);
        }

        if (answer.PeopleMissing)
        {
            yield return "an orphan opens no person's own account on any host: the policy names nobody's keys (ssh.authorized_keys/known, people)";
        }

        if (answer.ExpiryWanted)
        {
            yield return "the policy wants every key to expire (ssh.authorized_keys/expired, required)";
        }
    }

    private static Cell With(AccessRow row, Screen screen)
    {
        var words = row.Method switch
        {
            "key" => $"{Type(row)} {Fingerprint(row, screen)} {row.Comment}".TrimEnd(),
            "certificate" when row.Fingerprint.Length == 0 => "a certificate",
            "certificate" => $"a certificate of {Fingerprint(row, screen)}",
            "password" => "password",
            "keyboard_interactive" => "keyboard-interactive",
            "keys_command" => "a key of AuthorizedKeysCommand",
            "host_based" => "a client host's word",
            "gssapi" => "Kerberos",
            "unseen_keys" => "keys that were not read",
            _ => "accounts that are not seen",
        };
        return row.Verdict switch
        {
            LoginVerdict.Unknown => new(words, Outcome.Unknown),
            LoginVerdict.No => new(words, Outcome.NotApplicable),
            _ => new(words),
        };
    }

    private static string Type(AccessRow row) =>
        (row.KeyType.StartsWith("ssh-", StringComparison.Ordinal) ? row.KeyType[4..] : row.KeyType)
            .Replace("ecdsa-sha2-nist", "ecdsa-", StringComparison.Ordinal)
            .Split('@')[0]
            .ToUpperInvariant();

    private static string Fingerprint(AccessRow row, Screen screen) =>
        screen.IsTerminal && row.Fingerprint.Length > ShortFingerprint
            ? row.Fingerprint[..ShortFingerprint] + "…"
            : row.Fingerprint;

    private static string By(AccessRow row)
    {
        if (row.Verdict == LoginVerdict.Yes && row.Place.Length > 0)
        {
            return row.Options.Length > 0 ? $"{row.Place} {row.Options}" : row.Place;
        }

        var region = row.Regions.FirstOrDefault(one => one.Verdict == row.Verdict);
        return region is null ? row.Place
            : region.Source.Length > 0 ? $"{region.Words} ({region.Source})"
            : region.Words;
    }

    private static string Footer(AccessAnswer answer)
    {
        var open = answer.Rows.Where(one => one.Row.Verdict == LoginVerdict.Yes).ToList();
        var unknown = answer.Rows.Count(one => one.Row.Verdict == LoginVerdict.Unknown);
        var users = open.Select(one => one.Row.User).Distinct(StringComparer.Ordinal).Count();
        var hosts = open.Select(one => one.Host).Distinct(StringComparer.Ordinal).Count();
        var line =
            $"{Words.Count(open.Count, "way")} in for {Words.Count(users, "user")} on {Words.Count(hosts, "host")}";
        var closed = answer.Rows.Length - open.Count - unknown;
        return line
            + (unknown > 0 ? $" · {unknown} unknown" : "")
            + (closed > 0 ? $" · {closed} closed" : "");
    }
}
