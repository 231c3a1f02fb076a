using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Diagnosis.Explain.Advices;

namespace Fleet.Checks.Tests.Diagnosis.Explain;

/// <summary>Each root cause by the words that it leaves at the client and on the host. Where the words are its own it comes first; where they are shared it is listed, and it is said that the words do not tell.</summary>
public sealed class RootCauseTests
{
    public static TheoryData<string, string> Own { get; } = RootCauseWords.Rows(RootCauseWords.Own);

    public static TheoryData<string, string> Shared { get; } =
        RootCauseWords.Rows(RootCauseWords.Shared);

    [Theory]
    [MemberData(nameof(Own))]
    public void Words_that_only_one_cause_leaves_name_it_first(string cause, string text) =>
        Assert.Equal("first", Explained.Has(Explained.Of(text), cause));

    [Theory]
    [MemberData(nameof(Shared))]
    public void Words_that_several_causes_leave_list_them_and_it_is_said(string cause, string text)
    {
        var explanation = Explained.Of(text);

        Assert.Contains(cause, Explained.Ids(explanation));
        Assert.False(explanation.IsDecided);
        Assert.True(explanation.Causes.Length > 1);
    }

    [Fact]
    public void Every_cause_that_a_text_can_have_is_one_of_diagnosis_and_has_its_advice()
    {
        var causes = Own.Concat(Shared).Select(row => row.Data.Item1).Distinct().ToList();

        Assert.All(causes, cause => Assert.NotNull(CauseCatalog.BuiltIn.Find(cause)));
        Assert.Equal(
            [],
            CauseCatalog
                .BuiltIn.Causes.Select(cause => cause.Id)
                .Where(id =>
                    !id.EndsWith(".decided", StringComparison.Ordinal) && Advice.Of(id) is null
                )
        );
    }

    [Fact]
    public void Commands_in_the_place_of_a_name_are_quoted_once()
    {
        // Inside quotes a blank may only be a number or an address: a name would end them.
        var advised = CauseCatalog
            .BuiltIn.Causes.Select(cause => Advice.Of(cause.Id))
            .OfType<Advice>();
        var commands = advised.SelectMany(advice =>
            advice.Repairs.Append(advice.Test!).Select(fix => fix.Command)
        );

        Assert.DoesNotContain(
            commands,
            command =>
                !command.StartsWith("# ", StringComparison.Ordinal)
                && command
                    .Split('\'')
                    .Where((_, at) => at % 2 == 1)
                    .Any(quoted =>
                        quoted
                            .Replace("{port:22}", "", StringComparison.Ordinal)
                            .Replace("{source:ADDRESS}", "", StringComparison.Ordinal)
                            .Contains('{')
                    )
        );
    }
}
