using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshReach;

/// <summary>What could be reached from here still can.</summary>
public sealed class OpenRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.reach/open",
            Title = "sshds that were reached from this host still are",
            Severity = Severity.Medium,
            Rationale =
                "A host can be in perfect order and out of reach: what stands between, routers, firewalls and security groups, is seen from another host alone. How a connection fails tells where to look.",
            Reads =
            [
                SshReachCheck.Prefix + "/*/*",
                SshReachCheck.Ever + "/*/*",
                SshReachCheck.Banners + "/*/*",
            ],
            References = ["connect(2)", "RFC 792", "RFC 1812 §5.2.7"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["ssh.reach"];
        var any = false;
        foreach (var held in facts.Under(SshReachCheck.Prefix).Where(held => !held.IsStale))
        {
            any = true;
            var place = held.Fact.Key[(SshReachCheck.Prefix.Length + 1)..];
            yield return Of(
                place,
                held.Fact.Value,
                facts.Read($"{SshReachCheck.Ever}/{place}").IsPresent
            ) with
            {
                Keys = [held.Fact.Key, $"{SshReachCheck.Ever}/{place}"],
            };
        }

        if (!any)
        {
            yield return Finding(Outcome.NotApplicable, "", "nobody is assigned to be looked at");
        }
    }

    private Finding Of(string place, string outcome, bool wasReached)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var (host, socket) = (place[..slash], place[(slash + 1)..]);
        var subject = $"{host} {socket}";
        if (outcome == ReachOutcome.Connected)
        {
            return Finding(Outcome.Pass, subject, $"{host} is reached at {socket}");
        }

        if (!wasReached)
        {
            return Finding(
                Outcome.NotApplicable,
                subject,
                $"{host} was never reached at {socket} from here: {outcome}"
            );
        }

        var colon = socket.LastIndexOf(':');
        return Finding(
            Outcome.Fail,
            subject,
            $"{host} is no longer reached at {socket} from here ({outcome}): {ReachOutcome.Meaning(outcome)}"
        ) with
        {
            Remedy = ReachOutcome.Remedy(
                outcome,
                socket[..colon].Trim('[', ']'),
                socket[(colon + 1)..]
            ),
        };
    }
}
