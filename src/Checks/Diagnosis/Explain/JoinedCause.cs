using Fleet.Checks.Diagnosis.Explain.Advices;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>A cause as the text and as diagnosis have it, in one: diagnosis knows names and facts, the text its own line.</summary>
internal static class JoinedCause
{
    public static ExplainedCause Of(LoginQuestion asked, Suspected? suspect, RankedCause? found)
    {
        var cause = suspect?.Cause ?? found!.Cause;
        var names = Blanks
            .From(asked)
            .With("path", suspect?.Sign.Names["path"] ?? "")
            .With("address", asked.Address?.ToString() ?? "");
        names = names.With("knownhost", KnownHost(asked));
        var advice = Advice.Of(cause.Id);
        var isConfirmed = found is not null && IsOfServer(found);
        return new ExplainedCause(
            cause,
            suspect is null ? found!.Found.Confidence
                : isConfirmed
                    ? (Confidence)Math.Max((int)suspect.Confidence, (int)found!.Found.Confidence)
                : suspect.Confidence,
            found?.Found.Summary ?? $"{cause.Title}.",
            [
                .. suspect is null ? [] : new[] { suspect.Line },
                .. found?.Found.Evidence.Where(line =>
                    suspect is null || line.Side != EvidenceSide.Client
                ) ?? [],
            ],
            advice?.Tell(names),
            found is { Found.Fixes.IsEmpty: false }
                ? found.Found.Fixes
                : advice?.Fixes(names) ?? [],
            isConfirmed
        );
    }

    private static string KnownHost(LoginQuestion asked) =>
        asked.Host.Length == 0 || asked.Port == 22
            ? asked.Host
            : FormattableString.Invariant($"[{asked.Host}]:{asked.Port}");

    public static bool IsOfServer(RankedCause one) =>
        one.Found.Evidence.Any(line => line.Side == EvidenceSide.Server);
}
