using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Reporting;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Judging;
using Fleet.Controller.Sweeps;
using Fleet.Controller.Sweeps.Running;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Sweeps;

/// <summary>The profile that a request names or carries.</summary>
internal static class AskedProfile
{
    /// <exception cref="RpcException">There is none of that name, or the text is malformed.</exception>
    public static SweepProfile Read(V1.SweepProfile? asked, CheckCatalog catalog) =>
        asked switch
        {
            { Text.Length: > 0 } => OfText(asked, catalog),
            { Name.Length: > 0 } => BuiltIn(asked.Name, catalog),
            _ => throw Refusal.Invalid("a profile is missing: see fleet sweep profiles"),
        };

    public static V1.ProfileSummary Summary(Profile profile)
    {
        var view = SweepProfile.ViewOf(profile);
        return new()
        {
            Name = profile.Name,
            Title = view.Title,
            Source = view.Source,
            Url = profile.Source.Url,
            Controls = view.Controls.Length,
            ManualControls = view.Controls.Count(control => control.IsManual),
        };
    }

    private static SweepProfile BuiltIn(string name, CheckCatalog catalog)
    {
        if (StoredProfiles.Find(name, catalog) is { } found)
        {
            return found;
        }

        var near = NearestName.To(name, Profiles.BuiltIn.Select(profile => profile.Name));
        var help = near is null ? "see fleet sweep profiles" : $"did you mean {near}?";
        throw Refusal.NotFound($"there is no profile {name}: {help}");
    }

    private static SweepProfile OfText(V1.SweepProfile asked, CheckCatalog catalog)
    {
        var reading = ProfileFile.Read(asked.Text, asked.Name, catalog);
        if (reading.Profile is not { } profile)
        {
            var more = reading.Errors.Length - 1;
            throw Refusal.Invalid(
                more == 0 ? $"{reading.Errors[0]}" : $"{reading.Errors[0]} (and {more} more errors)"
            );
        }

        return Profiles.Find(profile.Name) is null
            ? SweepProfile.Of(profile, asked.Text, catalog)
            : throw Refusal.Invalid(
                $"{profile.Name} is built in: a profile of your own needs a name of its own, or reports would not tell them apart"
            );
    }
}

/// <summary>The hosts that a request selects, inside of the caller's scope.</summary>
internal sealed class AskedHosts(CallerView view)
{
    /// <exception cref="RpcException">No host that the caller sees has the labels or the name.</exception>
    public async Task<SweepSelection> ReadAsync(
        ServerCallContext context,
        IReadOnlyCollection<string> labels,
        IReadOnlyCollection<string> hosts
    )
    {
        var asked = await view.LabelsAsync(context, labels);
        foreach (var name in hosts.Where(name => !name.AsSpan().ContainsAny('*', '?')))
        {
            await view.RequireHostAsync(context, name, required: true);
        }

        // Labels that the scope sets otherwise were refused above: no host that the caller sees has them.
        var scope = Actor.OperatorOf(context).Scope;
        return new(
            asked.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(scope),
            [.. hosts]
        );
    }
}

/// <summary>How long a request lets a sweep take.</summary>
internal static class AskedPatience
{
    /// <exception cref="RpcException">It is too short or too long.</exception>
    public static TimeSpan Read(Duration? asked) =>
        asked?.ToTimeSpan() switch
        {
            null => SweepOrder.DefaultPatience,
            { TotalSeconds: >= 1 } patience when patience <= SweepOrder.LongestPatience => patience,
            _ => throw Refusal.Invalid(
                "a sweep's deadline lies between 1 second and 7 days after its begin"
            ),
        };
}
