using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDns;

/// <summary>A lookup that sshd waits for is quick.</summary>
public abstract class WaitRule : Rule
{
    private protected static ImmutableDictionary<string, string> Limits { get; } =
        ImmutableDictionary.CreateRange<string, string>([
            new("warn_milliseconds", "1000"),
            new("fail_milliseconds", "5000"),
        ]);

    /// <summary>Judges the newest lookup.</summary>
    /// <param name="input">What is known of the host.</param>
    /// <param name="key">The lookup's fact; its sample is beside it.</param>
    /// <param name="who">Who waits, and for what: <c>every login waits for the client's name (UseDNS yes)</c>.</param>
    private protected Finding Waits(JudgeInput input, string key, string who)
    {
        var answer = input["host.dns"].Read(key);
        if (!answer.IsPresent || !input.Samples.TryGetValue(key + "/milliseconds", out var took))
        {
            return Finding(Outcome.Unknown, "", $"{who}; not known how long: {answer.Reason}");
        }

        var isDead = answer.Value == DnsKeys.NoAnswer;
        var outcome =
            isDead || took >= Limit(input, "fail_milliseconds") ? Outcome.Fail
            : took >= Limit(input, "warn_milliseconds") ? Outcome.Warn
            : Outcome.Pass;
        var time = took >= 1000 ? $"{took / 1000:0.0} s" : $"{took:0} ms";
        return Finding(
            outcome,
            "",
            isDead
                ? $"{who}, and the resolver gave no answer within {time}"
                : $"{who}: {time} at the last look"
        );
    }

    /// <summary>Commands that show where the resolver hangs.</summary>
    private protected static ImmutableArray<string> LookAtResolver(JudgeInput input) =>
        [
            "time getent hosts 192.0.2.1 # an address of a client",
            .. input["host.dns"]
                .Read(DnsKeys.NameServers)
                .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(server =>
                    $"nc -vzu -w 2 {ShellWord.Quote(server)} 53 # correct /etc/resolv.conf where it does not answer"
                ),
        ];

    private double Limit(JudgeInput input, string name) =>
        double.TryParse(
            input.Policy.Parameter(Declaration, name),
            CultureInfo.InvariantCulture,
            out var limit
        )
            ? limit
            : double.Parse(Declaration.Parameters[name], CultureInfo.InvariantCulture);
}
