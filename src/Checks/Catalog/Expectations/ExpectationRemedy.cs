using System.Buffers;
using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;

namespace Fleet.Checks.Catalog.Expectations;

/// <summary>Commands that make a fact what it is expected to be, where the data tell them.</summary>
internal static class ExpectationRemedy
{
    /// <summary>Letters that mean the same inside the quotes of a shell's echo; a list from a host might bring others.</summary>
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 @._,:+-/%"
    );

    public static ImmutableArray<string> Of(
        FactExpectation expected,
        ExpectationAnswer answer,
        JudgeInput input
    )
    {
        var keyword = FactText.NameOf(answer.Key);
        if (expected.Holds is ModeWithin modes)
        {
            return Mode(modes.Allowed[0], answer.Key);
        }

        if (!FactText.IsOfSshd(answer.Key))
        {
            return [];
        }

        var source = answer.Reading.Source ?? "";
        if (expected.Holds is Absent)
        {
            return [$"remove {keyword} from {source}", SshdRemedy.Reload(input)];
        }

        var value = new FactText(answer.Key, answer.Reading.Value);
        var accepted = answer.Reading.IsPresent && expected.Holds.Accepts(value);
        return
            (accepted ? value.Value : expected.Set ?? expected.Holds.Instead(value)) is { } wanted
            && wanted.AsSpan().IndexOfAnyExcept(Harmless) < 0
            ? SshdRemedy.Set(input, keyword, wanted, source)
            : [];
    }

    private static ImmutableArray<string> Mode(AllowedMode mode, string key)
    {
        if (FactText.PathOf(key) is not { } named)
        {
            return [];
        }

        var path = ShellWord.Quote(named);
        return mode.Owners.Contains('*', StringComparison.Ordinal)
            ? [$"chmod {mode.Octal} {path}"]
            : [$"chown {mode.Owners} {path}", $"chmod {mode.Octal} {path}"];
    }
}
