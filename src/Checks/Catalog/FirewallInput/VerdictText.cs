using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>An answer of the model as a fact's short text.</summary>
internal static class VerdictText
{
    /// <summary><c>accept</c>, <c>drop</c>, <c>reject</c>, <c>accept from 10.0.0.0/8, else drop</c>, <c>accept up to a limit</c>, <c>unknown: …</c></summary>
    public static string Of(ConnectionAnswer answer, ConnectionQuestion asked)
    {
        var fates = answer.Ends.Select(end => Word(end, asked)).Distinct().ToList();
        if (fates is [var only])
        {
            return only;
        }

        if (answer.Ends.FirstOrDefault(end => end.Fate == PacketFate.Unknown) is { } unknown)
        {
            return $"unknown: {unknown.Reason}";
        }

        var accepted = answer.Sources(PacketFate.Accept);
        var refused = answer.Ends.Where(end => end.Fate != PacketFate.Accept).ToList();
        if (!refused.Exists(end => !end.Sources.Intersect(accepted).IsEmpty))
        {
            return $"accept from {AddressRanges.Text(accepted, asked.IsVersion6)}, else {string.Join(" or ", refused.Select(end => Word(end, asked)).Distinct().Order(StringComparer.Ordinal))}";
        }

        var idle = answer.Ends.Where(end => end.IsIdle).Select(end => end.Fate).Distinct().ToList();
        return idle is [PacketFate.Accept]
            ? "accept up to a limit"
            : $"unknown: it depends on {string.Join("; ", answer.Ends.SelectMany(end => end.Assumptions).Select(a => a.Text).Distinct().Take(3))}";
    }

    /// <summary>The rule that lets nobody in, or that lets in: <c>inet filter input > ssh: tcp dport 22 drop</c>; null where no rule spoke.</summary>
    public static string? Decider(ConnectionAnswer answer)
    {
        var end =
            answer.Ends.FirstOrDefault(e =>
                e.Fate is PacketFate.Drop or PacketFate.Reject or PacketFate.Divert
            ) ?? answer.Ends.FirstOrDefault();
        return (end?.LaterLoss ?? end?.Decision) is { } decision
            ? $"{decision.Table} {string.Join(" > ", decision.Path)}: {decision.Rule}"
            : null;
    }

    private static string Word(ConnectionEnd end, ConnectionQuestion asked) =>
        end.Fate switch
        {
            PacketFate.Accept when !end.Port.Contains((uint)asked.Port) =>
                $"redirect to port {end.Port.Intervals[0].From}",
            PacketFate.Accept when end.LaterLoss is not null => "first packet only",
            PacketFate.Accept => "accept",
            PacketFate.Drop when end.Stage == ConnectionStage.Neighbour =>
                "drop (neighbour discovery)",
            PacketFate.Drop when end.Stage == ConnectionStage.Answer => "drop (the answer)",
            PacketFate.Drop => "drop",
            PacketFate.Reject => $"reject ({Symptom(end.Symptom)})",
            PacketFate.Divert => $"sent to {end.Reason}",
            _ => $"unknown: {end.Reason}",
        };

    private static string Symptom(ClientSymptom symptom) =>
        symptom switch
        {
            ClientSymptom.Refused => "connection refused",
            ClientSymptom.NoRouteToHost => "no route to host",
            ClientSymptom.NetworkUnreachable => "network is unreachable",
            ClientSymptom.PermissionDenied => "permission denied",
            _ => "answer not known",
        };
}
