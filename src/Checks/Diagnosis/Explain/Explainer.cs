using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>From a text to causes: those that its lines speak for, less those behind gates that are known to be open, joined with what diagnosis finds. Pure.</summary>
public static class Explainer
{
    /// <param name="text">The text.</param>
    /// <param name="asked">What it is about: <see cref="ReadText.Question"/>.</param>
    /// <param name="server">What the fleet knows of the host; <see cref="ServerEvidence.None"/> where it knows nothing.</param>
    public static Explanation Explain(ReadText text, LoginQuestion asked, ServerEvidence server)
    {
        var answer = Diagnoser.Answer(new DiagnosisCase(Named(asked), text.Client, server));
        var suspects = Suspicion.Of(text);
        var open = OpenGates(text, asked, server, answer);
        var excluded = suspects
            .Where(one => one.Confidence != Confidence.Certain && open.ContainsKey(one.Cause.Gate))
            .ToList();
        var causes = Ranked(
            asked,
            suspects.Except(excluded).ToList(),
            Found(text, asked, server, answer, suspects)
        );
        return new Explanation
        {
            Text = text,
            Question = asked,
            Causes = causes,
            Excluded =
            [
                .. excluded.Select(one => new ExcludedCause(one.Cause, open[one.Cause.Gate])),
            ],
            Outcome =
                !text.IsKnown ? ExplainedOutcome.NotRecognised
                : causes.IsEmpty ? ExplainedOutcome.InOrder
                : ExplainedOutcome.Faulty,
        };
    }

    // What the text does not name stays a word to be replaced in the commands.
    private static LoginQuestion Named(LoginQuestion asked) =>
        asked with
        {
            Host = asked.Host.Length > 0 ? asked.Host : "HOST",
            User = asked.User.Length > 0 ? asked.User : "USER",
        };

    // What the client passed is open whatever was suspected; so is what the host's facts show to be in order.
    private static Dictionary<GateId, EvidenceLine> OpenGates(
        ReadText text,
        LoginQuestion asked,
        ServerEvidence server,
        DiagnosisAnswer answer
    )
    {
        var open = new Dictionary<GateId, EvidenceLine>();
        foreach (var gate in answer.Gates)
        {
            var proof =
                text.Client.Proof(gate.Gate.ProvedBy)
                ?? (
                    server.IsKnown
                    && IsAsked(gate.Id, asked)
                    && gate.Verdict.State == GateState.Open
                        ? gate.Verdict.Evidence.FirstOrDefault(line =>
                            line.Side == EvidenceSide.Server
                        )
                        : null
                );
            if (proof is not null)
            {
                open[gate.Id] = proof;
            }
        }

        return open;
    }

    // Behind the host's key everything is about a user: without a name the facts say nothing of it.
    private static bool IsAsked(GateId gate, LoginQuestion asked) =>
        gate < GateId.User || asked.User.Length > 0;

    // What only the transcript shows counts where no line of the text names more.
    private static List<RankedCause> Found(
        ReadText text,
        LoginQuestion asked,
        ServerEvidence server,
        DiagnosisAnswer answer,
        List<Suspected> suspects
    )
    {
        var isNamed = suspects.Exists(one => one.Confidence >= Confidence.Likely);
        var works = text.Transcript.First(SshDebugKind.ExitStatus) is { Last: "0" };
        return
        [
            .. answer.Causes.Where(one =>
                JoinedCause.IsOfServer(one)
                    ? server.IsKnown && IsAsked(one.Cause.Gate, asked) && text.IsKnown
                    : !works
                        && (
                            suspects.Exists(suspect => suspect.Cause == one.Cause)
                            || one.Found.Confidence == Confidence.Certain
                            || !isNamed
                        )
            ),
        ];
    }

    private static ImmutableArray<ExplainedCause> Ranked(
        LoginQuestion asked,
        List<Suspected> suspects,
        List<RankedCause> found
    )
    {
        var ranked = suspects
            .Select(one =>
                JoinedCause.Of(asked, one, found.Find(other => other.Cause == one.Cause))
            )
            .Concat(
                found
                    .Where(one => !suspects.Exists(suspect => suspect.Cause == one.Cause))
                    .Select(one => JoinedCause.Of(asked, null, one))
            )
            .ToList();
        return
        [
            .. ranked
                .OrderByDescending(one => one.Confidence)
                .ThenByDescending(one => one.IsConfirmed)
                .ThenBy(one =>
                    one.Confidence == Confidence.Possible ? GateId.Unspecified : one.Cause.Gate
                ),
        ];
    }
}
