using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>One reading of the files: ssh reads them a second time where <c>Match final</c> or CanonicalizeHostname asks for it.</summary>
/// <param name="question">The call.</param>
/// <param name="state">What is set so far.</param>
/// <param name="host">The host that Host lines speak of; null: not known.</param>
/// <param name="isFinal">True for the second reading.</param>
internal sealed class ClientPass(
    ClientQuestion question,
    ClientState state,
    string? host,
    bool isFinal
)
{
    private readonly Dictionary<int, (bool? Met, string Reason)> _sections = [];
    private readonly List<SshdConfigError> _errors = [];

    /// <summary>True where a Match line asked for a second reading.</summary>
    public bool WantsFinal { get; private set; }

    /// <summary>Unknown keywords that IgnoreUnknown does not cover.</summary>
    public IEnumerable<SshdConfigError> Errors => _errors;

    public void Run(ClientConfiguration configuration)
    {
        _sections.Clear();
        foreach (var entry in configuration.Entries)
        {
            var (applies, reason) = Applies(entry.Sections);
            switch (entry)
            {
                case ClientSection section:
                    _sections[section.Number] = Meets(section);
                    break;
                case ClientDirective directive:
                    state.Take(directive, configuration.Owner, applies, reason);
                    break;
                case ClientGap gap when applies != false:
                    state.Gap(gap.Reason);
                    break;
                case ClientUnknown unknown when !IsIgnored(unknown.Word):
                    _errors.Add(
                        new SshdConfigError(
                            unknown.Source,
                            $"Bad configuration option: {unknown.Word.ToLowerInvariant()}"
                        )
                    );
                    break;
            }
        }
    }

    private bool IsIgnored(string word) =>
        state["IgnoreUnknown"] is [var ignored]
        && SshdPatterns.List(word.ToLowerInvariant(), ignored.Text, lower: true)
            == SshdPatterns.ListMatch.Match;

    private (bool? Met, string Reason) Applies(ImmutableArray<int> sections)
    {
        var all = sections.Select(number => _sections[number]).ToList();
        return all.Exists(one => one.Met == false) ? (false, "")
            : all.Find(one => one.Met is null) is { Reason: { } reason } ? (null, reason)
            : (true, "");
    }

    private (bool? Met, string Reason) Meets(ClientSection section)
    {
        WantsFinal |= section.Criteria.Any(criterion => criterion.Name == "final");
        if (section.Criteria.IsEmpty)
        {
            return host is null
                ? (null, $"{section.Source}: the canonical name of {question.Host} is not known")
                : (IsListed(host, section.Hosts), "");
        }

        var unknown = "";
        foreach (var criterion in section.Criteria)
        {
            var (met, reason) = Meets(criterion);
            if (met == criterion.IsNegated)
            {
                return (false, "");
            }

            unknown = met is null && unknown.Length == 0 ? $"{section.Source}: {reason}" : unknown;
        }

        return unknown.Length > 0 ? (null, unknown) : (true, "");
    }

    /// <summary>A Host line: any pattern, and no negated one; case counts, as the host is what was typed.</summary>
    private static bool IsListed(string name, ImmutableArray<string> patterns)
    {
        var met = false;
        foreach (var pattern in patterns)
        {
            var negated = pattern.StartsWith('!');
            if (SshdPatterns.IsMatch(name, negated ? pattern.AsSpan(1) : pattern))
            {
                if (negated)
                {
                    return false;
                }

                met = true;
            }
        }

        return met;
    }

    private (bool? Met, string Reason) Meets(ClientCriterion criterion) =>
        criterion.Name switch
        {
            "all" => (true, ""),
            "final" or "canonical" => (isFinal, ""),
            "host" => Listed(TargetHost(), criterion.Argument, lower: true, "the host"),
            "originalhost" => Listed(question.Host, criterion.Argument, lower: true, ""),
            "user" => state.Doubt("User") is { } doubt
                ? (null, doubt)
                : Listed(RemoteUser(), criterion.Argument, lower: false, ""),
            "localuser" => Listed(question.LocalUser.Name, criterion.Argument, lower: false, ""),
            "tagged" => Listed(
                state["Tag"] is [var tag] ? tag.Text : "",
                criterion.Argument,
                lower: false,
                ""
            ),
            "exec" => (null, "Match exec is never run"),
            var other => (null, $"Match {other} is not known here"),
        };

    private string RemoteUser() =>
        state["User"] is [var user] ? user.Text : question.LocalUser.Name;

    private string? TargetHost()
    {
        if (isFinal)
        {
            return host;
        }

        return state.Doubt("Hostname") is not null || host is null ? null
            : state["Hostname"] is [var name] ? ClientHost.Expand(name.Text, host)
            : host;
    }

    private static (bool? Met, string Reason) Listed(
        string? text,
        string patterns,
        bool lower,
        string what
    ) =>
        text is null
            ? (null, $"{what} is not known")
            : (
                SshdPatterns.List(lower ? text.ToLowerInvariant() : text, patterns, lower)
                    == SshdPatterns.ListMatch.Match,
                ""
            );
}
