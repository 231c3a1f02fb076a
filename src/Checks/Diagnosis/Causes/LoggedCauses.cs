using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Explain.Advices;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.AuthLog;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>Causes that sshd or the client names in words. State beats them: each yields to a cause of its gate that the host's state makes certain.</summary>
internal static class LoggedCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        Of(
            "name.client_config",
            GateId.Name,
            "ssh does not understand a line of its own configuration"
        ),
        Of(
            "method.wrong_password",
            GateId.Method,
            "the password is wrong",
            FailedPassword,
            FailedKeyboardInteractive,
            PamAuthFailure
        ),
    ];

    private static Cause Of(
        string id,
        GateId gate,
        string title,
        params ImmutableArray<AuthLogKind> kinds
    )
    {
        ImmutableArray<string> names = [.. kinds.Select(kind => kind.Name())];
        return new Cause(id, gate, title, asked => Find(asked, id, title, names))
        {
            YieldsToOthers = true,
        };
    }

    /// <summary>As above, for a cause that state decides: where state does not tell, sshd's words do.</summary>
    public static Cause OrSaid(Cause byState, params ImmutableArray<AuthLogKind> kinds)
    {
        ImmutableArray<string> names = [.. kinds.Select(kind => kind.Name())];
        return byState with
        {
            Find = asked => byState.Find(asked) ?? Find(asked, byState.Id, byState.Title, names),
        };
    }

    private static CauseFound? Find(
        DiagnosisCase asked,
        string id,
        string title,
        ImmutableArray<string> kinds
    ) =>
        (asked.Server.Log.Value ?? [])
            .Where(line => kinds.Contains(line.Kind))
            .Select(line => (EventLine?)line)
            .LastOrDefault()
            is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary = $"sshd says so: {title}.",
                Evidence = [EvidenceLine.Log(line.Text, $"{line.At:HH:mm:ss} sshd")],
                Fixes = Advice.Of(id)?.Fixes(Blanks.From(asked.Question)) ?? [],
                Disproof = Advice.Of(id)?.Tell(Blanks.From(asked.Question))?.Command ?? "",
            };
}
