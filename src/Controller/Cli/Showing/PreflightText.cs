using Fleet.Checks.Reporting;
using Fleet.V1;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Showing;

/// <summary>What would become of logins: who loses first, then what changes, then what is not certain.</summary>
internal sealed class PreflightText(Screen screen, string file)
{
    private const string Uploaded = "/etc/ssh/sshd_config";

    public IEnumerable<string> Lines(PreflightReply reply) =>
        reply.Verdict == PreflightVerdict.Invalid
            ? Errors(reply)
            :
            [
                .. Verdict(reply),
                .. reply.Changes.SelectMany(Change),
                .. Settings(reply),
                .. reply.Notes.SelectMany(note => Said(Outcome.Warn, note)),
                .. reply.Unknown.Length > 0 ? Said(Outcome.Unknown, reply.Unknown) : [],
                .. Footer(reply),
            ];

    /// <summary><c>FILE:LINE:COLUMN: what is wrong</c>, as editors read it.</summary>
    private IEnumerable<string> Errors(PreflightReply reply) =>
        reply
            .Errors.Select(error =>
                Printable.Line($"{Place(error.File)}:{error.Line}:{error.Column}: {error.Message}")
            )
            .Concat(reply.Notes.SelectMany(note => Said(Outcome.Warn, note)));

    private string Place(string path) => path == Uploaded ? file : path;

    private IEnumerable<string> Verdict(PreflightReply reply)
    {
        var host = reply.Host;
        if (reply.NobodyLeft)
        {
            return Said(
                    Outcome.Fail,
                    $"NOBODY could log in to {host} any more: {Words.Count(reply.OpenBefore, "account")} can be logged in to now"
                )
                .Select(screen.Ink.Strong);
        }

        var losers = Users(reply, LoginVerdict.No);
        var said = reply.Verdict switch
        {
            PreflightVerdict.SomebodyLoses => Said(
                Outcome.Fail,
                $"{Words.Count(losers, "account")} on {host} would lose access"
            ),
            PreflightVerdict.NobodyLoses => Said(
                Outcome.Pass,
                $"nobody would lose access to {host}"
            ),
            _ => Said(
                Outcome.Unknown,
                $"whether somebody would lose access to {host} is not known"
            ),
        };
        return reply.LockedOut.Count == 0
            ? said
            : said.Concat(
                Said(Outcome.Fail, $"locked out altogether: {string.Join(", ", reply.LockedOut)}")
            );
    }

    private static int Users(PreflightReply reply, LoginVerdict verdict) =>
        reply
            .Changes.Where(change => change.Regions.Any(region => region.Verdict == verdict))
            .Select(change => change.User)
            .Distinct(StringComparer.Ordinal)
            .Count();

    private IEnumerable<string> Change(AccessDifferenceEntry change)
    {
        var means = MeansText.Of(change.Method, change.Fingerprint, change.Place);
        foreach (
            var (verdict, outcome, verb) in ((LoginVerdict, Outcome, string)[])
                [
                    (LoginVerdict.No, Outcome.Fail, "loses"),
                    (LoginVerdict.Unknown, Outcome.Unknown, "may lose"),
                    (LoginVerdict.Yes, Outcome.Warn, "gains"),
                ]
        )
        {
            var regions = change.Regions.Where(region => region.Verdict == verdict).ToList();
            if (regions.Count > 0)
            {
                var why = regions[0];
                var because =
                    why.Words.Length == 0 ? ""
                    : verdict == LoginVerdict.Yes ? $"; before: {Decision(why)}"
                    : $": {Decision(why)}";
                foreach (
                    var line in Said(
                        outcome,
                        $"{change.User} {verb} {means} from {Sources(regions)}{because}"
                    )
                )
                {
                    yield return line;
                }
            }
        }
    }

    private static string Sources(List<AccessRegion> regions) =>
        string.Join(
            ", ",
            regions.Select(region =>
                region.Everywhere
                    ? region.Ipv6
                        ? "any IPv6"
                        : "any IPv4"
                    : string.Join(", ", region.Networks.Take(4))
                        + (
                            region.Networks.Count + region.MoreNetworks > 4
                                ? $" and {region.Networks.Count + region.MoreNetworks - 4} more"
                                : ""
                        )
            )
        );

    private static string Decision(AccessRegion why) =>
        why.Source.Length > 0 ? $"{why.Words} ({why.Source})" : why.Words;

    private IEnumerable<string> Settings(PreflightReply reply)
    {
        if (reply.Settings.Count == 0)
        {
            return reply.Unknown.Length > 0 ? [] : ["no effective setting changes"];
        }

        var table = new Table(["SETTING", "NOW", "THEN", "BY"], flexible: 2);
        foreach (var change in reply.Settings)
        {
            table.Add(change.Name, Or(change.Before), Or(change.After), change.Source);
        }

        return table.Lines(screen.Width, screen.Ink);
    }

    private static string Or(string value) => value.Length > 0 ? value : "–";

    private IEnumerable<string> Footer(PreflightReply reply)
    {
        var counted =
            reply.OpenBefore + reply.OpenAfter + reply.MaybeAfter == 0
                ? ""
                : $"{Words.Count(reply.OpenBefore, "account")} open now, {reply.OpenAfter} then"
                    + (reply.MaybeAfter > 0 ? $", {reply.MaybeAfter} perhaps" : "")
                    + " · ";
        var tested = reply.Tested ? "" : "not tested by the host's own sshd · ";
        return Wrap.Prose(
                Printable.Line(
                    $"{counted}{tested}{FactsAgeText.Of(reply.Age, reply.Host, screen.Times)}"
                ),
                screen.Width
            )
            .Select(screen.Ink.Dim);
    }

    private IEnumerable<string> Said(Outcome outcome, string text)
    {
        var first = true;
        foreach (var line in Wrap.Prose(Printable.Line(text), Math.Max(20, screen.Width - 2)))
        {
            yield return first ? $"{screen.Ink.Mark(outcome)} {line}" : $"  {line}";
            first = false;
        }
    }
}
