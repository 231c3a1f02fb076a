using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>A rule about one list of algorithms: what is offered where that was seen, else what is configured.</summary>
public abstract class OfferRule : Rule
{
    private const string Accepted = "accepted";
    private const string Refused = "refused";

    private protected abstract AlgorithmKind Kind { get; }

    private protected abstract string Key { get; }

    /// <summary>The keyword of sshd_config(5) that sets the list.</summary>
    protected abstract string Keyword { get; }

    /// <summary>What the list holds, in the plural.</summary>
    protected abstract string Noun { get; }

    private string ConfigKey => "sshd_config/" + Keyword;

    public sealed override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var offered = input["ssh.crypto"].Read(Key);
        var configured = input["ssh.config"].Read(ConfigKey);
        var finding =
            offered.IsPresent ? Judge(input, OfferFacts.Names(offered), configured, "offers")
            : configured.IsPresent
                ? Judge(input, OfferFacts.Names(configured), configured, "is configured to offer")
            : Finding(Outcome.Unknown, "", $"not known which {Noun} sshd offers: {offered.Reason}");
        yield return finding with
        {
            Keys = [Key, ConfigKey],
            Source = configured.Source ?? "",
        };
    }

    /// <summary>A declaration over one list. The list that is offered speaks for the configured one.</summary>
    private protected static RuleDeclaration Declare(
        string name,
        string key,
        string keyword,
        string title,
        Severity severity,
        string rationale,
        params ImmutableArray<string> references
    ) =>
        new()
        {
            Id = "ssh.crypto/" + name,
            Title = title,
            Severity = severity,
            Rationale =
                rationale
                + " What OpenSSH 9.0 and newer offer unasked is never weak here. The parameters take comma lists of exact names.",
            Reads = [key, "sshd_config/" + keyword],
            Decides = ["sshd_config/" + keyword],
            Parameters = ImmutableDictionary<string, string>
                .Empty.Add(Accepted, "")
                .Add(Refused, ""),
            References = ["sshd_config(5) " + keyword, .. references],
        };

    private Finding Judge(
        JudgeInput input,
        ImmutableArray<string> names,
        Reading configured,
        string verb
    )
    {
        var weak = names
            .Select(name => Algorithms.Of(Kind, name))
            .Where(algorithm => IsUnwanted(algorithm, input))
            .ToImmutableArray();
        if (weak.IsEmpty)
        {
            return Finding(Outcome.Pass, "", $"sshd {verb} {names.Length} {Noun}{Unjudged(names)}");
        }

        var isBroken = weak.Any(algorithm => algorithm.Strength == AlgorithmStrength.Broken);
        return Finding(
            isBroken ? Outcome.Fail : Outcome.Warn,
            "",
            $"sshd {verb} weak {Noun}: {Because(weak)}"
        ) with
        {
            Remedy = Remedy(input, names, configured),
        };
    }

    private bool IsUnwanted(Algorithm algorithm, JudgeInput input) =>
        algorithm.IsWeak
            ? !Listed(input, Accepted).Contains(algorithm.Name)
            : Listed(input, Refused).Contains(algorithm.Name);

    private string[] Listed(JudgeInput input, string parameter) =>
        input
            .Policy.Parameter(Declaration, parameter)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private string Unjudged(ImmutableArray<string> names)
    {
        var unknown = names
            .Where(name => Algorithms.Of(Kind, name).Strength == AlgorithmStrength.Unknown)
            .ToList();
        return unknown.Count == 0
            ? ", none of them weak"
            : $", none known as weak (no verdict on {string.Join(", ", unknown)})";
    }

    private static string Because(ImmutableArray<Algorithm> weak) =>
        string.Join(
            "; ",
            weak.GroupBy(a => a.IsWeak ? a.Reason : "refused by policy")
                .Select(same => $"{string.Join(", ", same.Select(a => a.Name))} ({same.Key})")
        );

    private ImmutableArray<string> Remedy(
        JudgeInput input,
        ImmutableArray<string> offered,
        Reading configured
    )
    {
        var meant = configured.IsPresent ? OfferFacts.Names(configured) : offered;
        var kept = meant
            .Where(name => !IsUnwanted(Algorithms.Of(Kind, name), input))
            .ToImmutableArray();
        if (kept.Length == meant.Length)
        {
            // The files are right already: the daemon has not loaded them.
            return [SshdRemedy.Reload(input)];
        }

        if (kept.IsEmpty)
        {
            kept = Algorithms.Recommended(Kind, Version(input));
        }

        return SshdRemedy.Set(input, Keyword, string.Join(',', kept), configured.Source ?? "");
    }

    private static OpenSshVersion Version(JudgeInput input) =>
        OpenSshVersion.TryFind(input["ssh.crypto"].Read(OfferFacts.Software).Value, out var version)
            ? version
            : OpenSshVersion.Assumed;
}
