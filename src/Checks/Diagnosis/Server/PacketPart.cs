using System.Collections.Immutable;
using System.Net.Sockets;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>This packet's fate in the host's rulesets: for this source by the stored listings, else for every source by the facts.</summary>
internal static class PacketPart
{
    public static Known<PacketVerdict> Of(JudgeInput input, LoginQuestion asked)
    {
        var facts = input["firewall.input"];
        var manager = facts.Read(FirewallKeys.Manager);
        if (facts.Status != RunStatus.Ran || !manager.IsPresent)
        {
            return Known.Unknown<PacketVerdict>(
                facts.CoverageOf(FirewallKeys.Manager).Reason ?? facts.Reason
            );
        }

        var own = Own(input, asked);
        return own is { Fate: not PacketFate.Unknown }
            ? Known.Present(
                Verdict(own.Value.Fate, own.Value.Symptom, own.Value.Decider, facts, asked),
                "nft list ruleset"
            )
            : Everybody(facts, asked);
    }

    private static (PacketFate Fate, ClientSymptom Symptom, string Decider)? Own(
        JudgeInput input,
        LoginQuestion asked
    )
    {
        var filters = StoredFilters.Of(input, new ParsedTexts());
        if (
            asked is not { Source: { } source, Address: { } address }
            || filters.Ruleset is not { } ruleset
        )
        {
            return null;
        }

        var is6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var socket = filters.Sockets.FirstOrDefault(one =>
            one.IsVersion6 == is6 && one.Port == asked.Port
        );
        var question = socket ?? ConnectionQuestion.FromAnywhere(address, asked.Port, null);
        var answer = new FirewallModel(ruleset).Ask(
            question with
            {
                Sources = IntervalSet.Of(FieldText.Number(source)),
                Destination = FieldText.Number(address),
            }
        );
        var fates = answer
            .Ends.Where(end => end.IsIdle)
            .Select(end => end.Fate)
            .Distinct()
            .ToList();
        var other = answer.Ends.FirstOrDefault(end =>
            end.Fate == PacketFate.Accept
            && !end.Port.IsEmpty
            && !end.Port.Contains((uint)asked.Port)
        );
        if (other is not null && fates is [PacketFate.Accept])
        {
            return (
                PacketFate.Divert,
                answer.SymptomWhenIdle,
                $"a translation sends it to port {other.Port.Single}"
            );
        }

        return (
            fates is [var one] ? one : PacketFate.Unknown,
            answer.SymptomWhenIdle,
            VerdictText.Decider(answer) ?? ""
        );
    }

    private static Known<PacketVerdict> Everybody(CheckFacts facts, LoginQuestion asked)
    {
        var is6 = asked.Address?.AddressFamily == AddressFamily.InterNetworkV6;
        var key = FirewallKeys.Verdict(asked.Port, is6);
        var verdict = facts.Read(key);
        var decider = facts.Read(FirewallKeys.Decider(asked.Port, is6)).Value;
        (PacketFate Fate, ClientSymptom Symptom) found = verdict.Value switch
        {
            "accept" or "accept up to a limit" => (PacketFate.Accept, ClientSymptom.Open),
            "drop" or "drop (the answer)" or "drop (neighbour discovery)" => (
                PacketFate.Drop,
                ClientSymptom.Timeout
            ),
            "reject (connection refused)" => (PacketFate.Reject, ClientSymptom.Refused),
            "reject (no route to host)" => (PacketFate.Reject, ClientSymptom.NoRouteToHost),
            "reject (network is unreachable)" => (
                PacketFate.Reject,
                ClientSymptom.NetworkUnreachable
            ),
            _ => (PacketFate.Unknown, ClientSymptom.Unknown),
        };
        return verdict.IsPresent && found.Fate != PacketFate.Unknown
            ? Known.Present(
                Verdict(found.Fate, found.Symptom, decider, facts, asked),
                $"firewall.input for every source"
            )
            : Known.Unknown<PacketVerdict>(
                verdict.IsPresent
                    ? $"what the rulesets do with this source is not known: {verdict.Value}"
                    : verdict.Reason ?? $"port {asked.Port} was not looked at"
            );
    }

    private static PacketVerdict Verdict(
        PacketFate fate,
        ClientSymptom symptom,
        string decider,
        CheckFacts facts,
        LoginQuestion asked
    ) =>
        new(
            fate,
            symptom,
            decider,
            facts.Read(FirewallKeys.Manager).Value,
            FirewallRemedy.Allow(
                asked.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                asked.Address?.AddressFamily == AddressFamily.InterNetworkV6,
                decider,
                facts
            )
        );
}
