using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>Short answers to what an explanation tells to run: faillock(8), <c>passwd -S</c>, <c>chage -l</c>, <c>fail2ban-client status</c>, <c>ssh-add -l</c>.</summary>
internal static partial class AnswerOutputs
{
    // pam_faillock's deny (faillock.conf(5)), and sshd's MaxAuthTries less the last.
    private const int MostFailures = 3;
    private const int MostKeys = 6;

    /// <summary>Null where the text is none of them.</summary>
    public static Sign? Read(string text)
    {
        var lines = PastedLines.Of(text).ToList();
        return Faillock(lines) ?? Banned(lines) ?? Keys(lines) ?? Password(lines);
    }

    private static Sign? Faillock(List<string> lines)
    {
        var head = lines.FindIndex(line =>
            line.StartsWith("When ", StringComparison.Ordinal)
            && line.EndsWith("Valid", StringComparison.Ordinal)
        );
        if (head < 0)
        {
            return null;
        }

        var valid = lines
            .Skip(head + 1)
            .Count(line => line.EndsWith(" V", StringComparison.Ordinal));
        return OutputReader.Sign(
            "faillock",
            valid >= MostFailures
                ? Meaning.Points(
                    "pam.faillock",
                    $"{valid} failures count against the account: it is locked where deny= is no more than that."
                )
                : Meaning.Good(
                    $"{Number(valid)} failures count against the account: it is not locked."
                )
        );
    }

    private static Sign? Banned(List<string> lines)
    {
        const string words = "Banned IP list:";
        if (lines.Find(line => line.Contains(words, StringComparison.Ordinal)) is not { } line)
        {
            return null;
        }

        var banned = PastedLines.Words(
            line[(line.IndexOf(words, StringComparison.Ordinal) + words.Length)..]
        );
        return OutputReader.Sign(
            "fail2ban-client status",
            banned.Length == 0
                ? Meaning.Good("fail2ban keeps nobody out by this jail.")
                : Meaning.Points(
                    "ban.address",
                    $"fail2ban keeps out {string.Join(", ", banned.Take(5))}{(banned.Length > 5 ? $" and {banned.Length - 5} more" : "")}: is the client among them?"
                )
        ) with
        {
            Names = Advices.Blanks.None.With("source", banned is [var only] ? only : ""),
        };
    }

    private static Sign? Keys(List<string> lines)
    {
        var keys = lines.Count(line => Fingerprint().IsMatch(line));
        return keys == 0
            ? null
            : OutputReader.Sign(
                "ssh-add -l",
                keys >= MostKeys
                    ? Meaning.Points(
                        "key.too_many",
                        $"{keys} keys: each one that the server refuses counts, and it hangs up at the sixth."
                    )
                    : Meaning.Note($"{keys} keys; the one that the host knows must be among them.")
            );
    }

    private static Sign? Password(List<string> lines) =>
        lines.Select(line => Status().Match(line)).FirstOrDefault(match => match.Success)
            is { } status
            ? OutputReader.Sign(
                "passwd -S",
                status.Groups["state"].Value.StartsWith('L')
                    ? Meaning.Points(
                        "account.locked",
                        "The password is locked; keys still do where sshd runs with UsePAM.",
                        "method.wrong_password"
                    )
                    : Meaning.Good("The password is not locked.")
            ) with
            {
                Names = Advices.Blanks.None.With("user", status.Groups["user"].Value),
            }
        : lines.Find(line => line.StartsWith("Password expires", StringComparison.Ordinal))
            is { } expires
            ? OutputReader.Sign(
                "chage -l",
                expires.EndsWith("password must be changed", StringComparison.Ordinal)
                    ? Meaning.Names(
                        "account.password_expired",
                        "The password must be changed at the next login."
                    )
                    : Meaning.Note("An account's days: it is shut where one of them has passed.")
            )
        : null;

    private static string Number(int count) =>
        count == 0 ? "No" : count.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\d{3,5} (SHA256|MD5):\S+ .*\([A-Z0-9-]+\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Fingerprint();

    [GeneratedRegex(
        @"^(?<user>[^\s:]+) (?<state>L|LK|P|PS|NP) (\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}) -?\d+ -?\d+ ",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Status();
}
