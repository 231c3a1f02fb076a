using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>A cause that a line speaks for.</summary>
internal sealed record Suspected(Cause Cause, Confidence Confidence, Sign Sign)
{
    /// <summary>The line as evidence.</summary>
    public EvidenceLine Line =>
        new(
            Sign.Place switch
            {
                SignPlace.Client => EvidenceSide.Client,
                SignPlace.Sshd => EvidenceSide.Log,
                _ => EvidenceSide.Server,
            },
            Sign.Text.Trim(),
            $"line {Sign.Line}"
        );
}

/// <summary>What the lines of a text speak for together, each cause once.</summary>
internal static class Suspicion
{
    private const int MostNames = 5;
    private const int MostOffers = 3;

    /// <summary>Strongest first; among equals in the order of the lines and of what each says.</summary>
    public static List<Suspected> Of(ReadText text)
    {
        var named = text.Signs.Where(sign => !sign.Meaning.IsEcho && IsNaming(sign)).ToList();
        var works = text.Transcript.First(SshDebugKind.ExitStatus) is { Last: "0" };
        var counting = text
            .Signs.Where(sign =>
                !sign.Meaning.IsEcho || !named.Exists(other => Explains(other, sign))
            )
            .Where(sign => !works || sign.Place != SignPlace.Client)
            .Where(sign => !IsOfScan(sign, text))
            .ToList();
        var both = SeenByBoth(counting);
        var floods = Floods(counting);
        return
        [
            .. counting
                .SelectMany(sign =>
                    sign.Meaning.Suspects.Where(suspect =>
                            !sign.Meaning.IsEcho || both is null || both.Contains(suspect.Cause)
                        )
                        .Select(suspect =>
                            (
                                Confidence: floods.Contains(sign.Kind)
                                    ? Confidence.Possible
                                    : suspect.Confidence,
                                Sign: sign,
                                Cause: CauseCatalog.BuiltIn.Find(suspect.Cause)
                            )
                        )
                )
                .Where(one => one.Cause is not null)
                .Select(one => new Suspected(one.Cause!, one.Confidence, one.Sign))
                .OrderByDescending(one => one.Confidence)
                .DistinctBy(one => one.Cause),
        ];
    }

    // ssh-keyscan asks for one kind of host key after another; a client asks for all that it takes at once.
    private static bool IsOfScan(Sign sign, ReadText text) =>
        sign.Names["offer"].Length > 0
        && text.Signs.Where(other => other.Names["source"] == sign.Names["source"])
            .Select(other => other.Names["offer"])
            .Where(offer => offer.Length > 0)
            .Distinct()
            .Count() >= MostOffers;

    // Client and log each leave much open: what fits both is fewer. Null where they do not both speak, or have nothing in common.
    private static HashSet<string>? SeenByBoth(List<Sign> signs)
    {
        var client = Open(signs, SignPlace.Client);
        client.IntersectWith(Open(signs, SignPlace.Sshd));
        return client.Count > 0 ? client : null;
    }

    // Strangers try many names: what befalls all of them is not what somebody asks about.
    private static HashSet<string> Floods(List<Sign> signs) =>
        [
            .. signs
                .Where(sign => sign.Place == SignPlace.Sshd && sign.Names["user"].Length > 0)
                .GroupBy(sign => sign.Kind)
                .Where(kind =>
                    kind.Select(sign => sign.Names["user"]).Distinct().Count() >= MostNames
                )
                .Select(kind => kind.Key),
        ];

    private static HashSet<string> Open(List<Sign> signs, SignPlace place) =>
        [
            .. signs
                .Where(sign => sign.Place == place && sign.Meaning.IsEcho)
                .SelectMany(sign => sign.Meaning.Suspects)
                .Select(suspect => suspect.Cause),
        ];

    private static bool IsNaming(Sign sign) =>
        sign.Meaning.Suspects.Any(suspect => suspect.Confidence >= Confidence.Likely);

    // A line about another user explains nothing of this one.
    private static bool Explains(Sign named, Sign echo) =>
        (named.Names["user"], echo.Names["user"]) is var (mine, its)
        && (mine.Length == 0 || its.Length == 0 || mine == its);
}
