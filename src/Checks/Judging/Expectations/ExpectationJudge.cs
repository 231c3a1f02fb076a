using Fleet.Checks.Facts;

namespace Fleet.Checks.Judging.Expectations;

/// <summary>An expectation's answer about one fact.</summary>
/// <param name="Key">The fact's key, or the pattern where none matches.</param>
/// <param name="Subject">What it speaks of; empty: the host as a whole.</param>
/// <param name="Outcome">Pass, fail, unknown or not applicable.</param>
/// <param name="Summary">Made from the data.</param>
/// <param name="Reading">What is known of the fact.</param>
public sealed record ExpectationAnswer(
    string Key,
    string Subject,
    Outcome Outcome,
    string Summary,
    Reading Reading
);

/// <summary>Compares facts with what is expected of them. Pure; at least one answer, in key order.</summary>
public static class ExpectationJudge
{
    /// <param name="expected">What is expected.</param>
    /// <param name="facts">What the check knows of the host.</param>
    /// <param name="filesKnown">The files were read from which values are set: a value without a place is then a built-in one.</param>
    public static IEnumerable<ExpectationAnswer> Judge(
        FactExpectation expected,
        CheckFacts facts,
        bool filesKnown
    )
    {
        if (!expected.IsPattern)
        {
            yield return One(expected, expected.Key, "", facts.Read(expected.Key), filesKnown);
            yield break;
        }

        var any = false;
        foreach (var held in facts.All.Where(one => FactKey.Matches(one.Fact.Key, expected.Key)))
        {
            any = true;
            var key = held.Fact.Key;
            var subject = SubjectOf(key, expected.Key);
            yield return One(expected, key, subject, facts.Read(key), filesKnown);
        }

        if (CoverageGaps.Of(facts, expected.Key) is { } gap)
        {
            var unread = new Reading(ReadingState.Unknown, "", gap, null);
            yield return One(expected, expected.Key, "", unread, filesKnown);
        }
        else if (!any)
        {
            var none = new Reading(ReadingState.Absent, "", null, null);
            yield return One(expected, expected.Key, "", none, filesKnown);
        }
    }

    private static ExpectationAnswer One(
        FactExpectation expected,
        string key,
        string subject,
        Reading reading,
        bool filesKnown
    )
    {
        var (outcome, summary) = reading.State switch
        {
            ReadingState.Present => OfValue(
                expected,
                new FactText(key, reading.Value),
                reading,
                filesKnown
            ),
            ReadingState.Absent => OfNothing(expected, FactText.NameOf(key)),
            _ => (Outcome.Unknown, $"{FactText.NameOf(key)} is not known: {reading.Reason}"),
        };
        return new ExpectationAnswer(key, subject, outcome, summary, reading);
    }

    private static (Outcome, string) OfValue(
        FactExpectation expected,
        FactText value,
        Reading reading,
        bool filesKnown
    )
    {
        var name = FactText.NameOf(value.Key);
        var place = string.IsNullOrEmpty(reading.Source) ? "" : $", {reading.Source}";
        if (!expected.Holds.Accepts(value))
        {
            return (Outcome.Fail, $"{name} {Wrong(expected.Holds, value, place)}");
        }

        return !expected.InFile || place.Length > 0 ? (Outcome.Pass, $"{name} {value.Value}{place}")
            : filesKnown
                ? (Outcome.Fail, $"{name} is {value.Value} by default only; a file has to set it")
            : (Outcome.Unknown, $"{name} is {value.Value}; not known whether a file sets it");
    }

    private static (Outcome, string) OfNothing(FactExpectation expected, string name) =>
        expected.Holds switch
        {
            Absent => (Outcome.Pass, $"{name} is not there"),
            Present => (Outcome.Fail, $"{name} is not there"),
            _ => expected.WhenAbsent switch
            {
                AbsentMeans.Pass => (Outcome.Pass, $"{name} is not set"),
                AbsentMeans.NotApplicable => (Outcome.NotApplicable, $"there is no {name}"),
                _ => (Outcome.Fail, $"{name} is not set; expected {expected.Holds.Words}"),
            },
        };

    // Of a long list only what is wrong with it is worth reading.
    private static string Wrong(Condition holds, FactText value, string place)
    {
        var shown = value.Value.Length == 0 ? "empty" : value.Value;
        var alien = value.Members.Length < 2 ? [] : holds.AlienIn(value).ToList();
        return alien.Count > 0
            ? $"has {string.Join(", ", alien)}, which it may not have{place}"
            : $"is {shown}{place}; expected {holds.Words}";
    }

    /// <summary>A path, or what follows the part of the pattern that names no key.</summary>
    private static string SubjectOf(string key, string pattern) =>
        FactText.PathOf(key) ?? key[pattern.IndexOf('*', StringComparison.Ordinal)..];
}
