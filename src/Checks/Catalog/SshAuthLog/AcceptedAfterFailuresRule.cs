using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>A guess may have been right.</summary>
public sealed class AcceptedAfterFailuresRule : EventRule
{
    private const string Failures = "failures";

    /// <summary>What can be guessed. A key cannot: colleagues behind the address of an attacker log in with theirs.</summary>
    private static readonly HashSet<string> Guessable =
    [
        AuthLogKind.AcceptedPassword.Name(),
        AuthLogKind.AcceptedKeyboardInteractive.Name(),
    ];

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.auth_log/accepted_after_failures",
            Title = "no password was guessed",
            Severity = Severity.High,
            Rationale =
                "A password login from an address that failed many times just before is what a successful guess looks like. It may also be a person who had forgotten the "
                + "password: ask them.",
            Reads = [SshAuthLogCheck.SourceKey],
            Parameters = ImmutableDictionary<string, string>.Empty.Add(Failures, "10"),
            References = ["MITRE ATT&CK T1110", "MITRE ATT&CK T1078"],
        };

    private protected override Finding Judge(JudgeInput input, IReadOnlyList<EventBucket> window)
    {
        var least = Number(input, Failures);
        var (user, source, oldest) = Successes(window)
            .Select(success =>
                (
                    success.User,
                    success.Source,
                    Oldest: FailedBefore(window, success.Source, success.Start, least)
                )
            )
            .FirstOrDefault(success => success.Oldest is not null);
        if (oldest is not { } start)
        {
            return Finding(
                Outcome.Pass,
                "",
                $"no password login from an address that failed {least} times in 1 h"
            );
        }

        return Finding(
            Outcome.Fail,
            "",
            $"{user} logged in with a password from {source}, which had failed at least {least} times in 1 h"
        ) with
        {
            Remedy =
            [
                $"last -a -i {Shell.Quote(user)}",
                $"passwd --lock {Shell.Quote(user)}",
                $"loginctl terminate-user {Shell.Quote(user)}",
            ],
            ValidUntil = Attempts.End(start),
        };
    }

    private static IEnumerable<(string User, string Source, DateTimeOffset Start)> Successes(
        IEnumerable<EventBucket> window
    ) =>
        from bucket in window
        orderby bucket.Start
        from count in bucket.Counts
        where Guessable.Contains(count.Kind) && count.Source.Length > 0
        orderby bucket.Start, count.User, count.Source
        select (count.User, count.Source, bucket.Start);

    /// <summary>Start of the source's oldest bucket with failures, where they are enough; order within the success's own bucket is not known and counts.</summary>
    private static DateTimeOffset? FailedBefore(
        IEnumerable<EventBucket> window,
        string source,
        DateTimeOffset start,
        long least
    ) =>
        Attempts
            .BySource(window.Where(bucket => bucket.Start <= start))
            .FirstOrDefault(attempts => attempts.Source == source && attempts.Count >= least)
            ?.Oldest;
}
