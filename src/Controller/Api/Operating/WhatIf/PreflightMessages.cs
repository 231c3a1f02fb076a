using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Controller.Api.Operating.Access;
using Fleet.V1;
using Preflight = Fleet.Checks.Catalog.WhatIf.Preflight;

namespace Fleet.Controller.Api.Operating.WhatIf;

/// <summary>What would become of logins, as the contract has it.</summary>
internal static class PreflightMessages
{
    public static PreflightReply Of(PreflightRequest asked, Preflight preflight)
    {
        var configuration = preflight.Proposed.Configuration;
        var reply = new PreflightReply
        {
            Host = asked.Host,
            Verdict = Verdict(preflight),
            Unknown = preflight.Unknown ?? "",
            Errors =
            {
                configuration.Errors.Select(error => new ConfigProblem
                {
                    File = error.Source.File,
                    Line = error.Source.Line,
                    Column = ConfigColumn.Of(
                        configuration.Files.First(file => file.Path == error.Source.File).Text,
                        error
                    ),
                    Message = error.Message,
                }),
            },
            Settings =
            {
                preflight.Settings.Select(change => new SettingDifference
                {
                    Name = change.Name,
                    Before = change.Before,
                    After = change.After,
                    Source = change.Source,
                }),
            },
            Notes = { preflight.Notes },
        };
        if (preflight is { Access: { } access, After: { } after })
        {
            reply.Changes.Add(access.Changes.Select(change => Entry(change, after)));
            reply.LockedOut.Add(access.LockedOut);
            reply.NobodyLeft = access.IsNobodyLeft;
            reply.OpenBefore = access.OpenBefore;
            reply.OpenAfter = access.OpenAfter;
            reply.MaybeAfter = access.MaybeAfter;
        }

        return reply;
    }

    private static PreflightVerdict Verdict(Preflight preflight) =>
        preflight.IsInvalid ? PreflightVerdict.Invalid
        : preflight.Access?.AnyLost == true ? PreflightVerdict.SomebodyLoses
        : preflight.Unknown is not null ? PreflightVerdict.Unknown
        : PreflightVerdict.NobodyLoses;

    private static AccessDifferenceEntry Entry(AccessChange change, LoginHost after)
    {
        var entry = new AccessDifferenceEntry
        {
            User = change.Account.Name,
            Root = change.Account.Uid == 0,
            Method = AccessMessages.Name(change.Means.Method),
            Fingerprint = change.Means.Fingerprint,
            Comment = change.Means.Comment,
            Place = change.Means.Source,
        };
        var why = Why(change.Why, after);
        Add(entry, change.Lost, why with { Verdict = Checks.Access.Logins.LoginVerdict.No });
        Add(
            entry,
            change.Doubtful,
            why with
            {
                Verdict = Checks.Access.Logins.LoginVerdict.Unknown,
            }
        );
        Add(entry, change.Gained, why with { Verdict = Checks.Access.Logins.LoginVerdict.Yes });
        return entry;
    }

    /// <summary>With the line itself before the words about it.</summary>
    private static LoginDecision Why(LoginDecision? decision, LoginHost after) =>
        decision is null ? new(LoginGate.Unspecified, Checks.Access.Logins.LoginVerdict.Unknown, "")
        : DecidingLine.Text(after, decision) is { Length: > 0 } line
            ? decision with
            {
                Words = $"{line}: {decision.Words}",
            }
        : decision;

    private static void Add(AccessDifferenceEntry entry, SourceSet sources, LoginDecision why)
    {
        foreach (var isVersion6 in (bool[])[false, true])
        {
            if (!sources[isVersion6].IsEmpty)
            {
                entry.Regions.Add(AccessMessages.Region(why, isVersion6, sources[isVersion6]));
            }
        }
    }
}
