namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>A gate that rules of checks decide already: any objection closes it, any doubt leaves it unknown.</summary>
internal static class RuleGate
{
    public static GateVerdict Ask(
        DiagnosisCase asked,
        IEnumerable<string> rules,
        string subject,
        string open
    )
    {
        var server = asked.Server;
        if (!server.IsKnown)
        {
            return GateVerdict.Unknown(server.Account.Reason);
        }

        var ids = rules.ToList();
        var against = ids.Select(rule => server.Against(rule, subject))
            .FirstOrDefault(finding => finding is not null);
        var doubt = ids.Select(rule => server.Doubt(rule, subject) ?? server.Doubt(rule, ""))
            .FirstOrDefault(finding => finding is not null);
        return against is not null
                ? GateVerdict.Closed(EvidenceLine.Server(against.Summary, against.Source))
            : doubt is not null ? GateVerdict.Unknown(doubt.Summary)
            : server.Findings.Any(finding => ids.Contains(finding.Rule))
                ? GateVerdict.Open(EvidenceLine.Server(open, string.Join(' ', ids)))
            : GateVerdict.Unknown($"{string.Join(" and ", ids)} has not run on the host");
    }
}
