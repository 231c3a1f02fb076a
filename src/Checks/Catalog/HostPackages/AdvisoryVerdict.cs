using System.Collections.Immutable;
using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>What a version says of an advisory.</summary>
internal enum AdvisoryVerdict
{
    Unspecified = 0,

    /// <summary>The release never had it, or has the fix from upstream.</summary>
    NotAffected,

    /// <summary>The distribution's build carries the fix.</summary>
    Fixed,

    /// <summary>The build is older than the one with the fix.</summary>
    Affected,

    /// <summary>The release has it; whether the build was fixed, the table does not know.</summary>
    Unknown,
}

/// <summary>Judges a version by an advisory.</summary>
internal static class AdvisoryJudge
{
    /// <param name="advisory">What is asked.</param>
    /// <param name="version">The package's version.</param>
    /// <param name="family">The distribution's family as <see cref="FixedBuild.Family"/>; empty: none that the table knows.</param>
    public static AdvisoryVerdict Judge(Advisory advisory, string version, string family)
    {
        if (UpstreamVersion.Of(version) is not { } upstream)
        {
            return AdvisoryVerdict.Unknown;
        }

        if (upstream < advisory.From || upstream >= advisory.FixedIn)
        {
            return AdvisoryVerdict.NotAffected;
        }

        ImmutableArray<FixedBuild> builds =
        [
            .. advisory.Fixed.Where(build =>
                build.Family == family && UpstreamVersion.Of(build.Version) == upstream
            ),
        ];
        return builds.IsEmpty
            ? advisory.Fixed.IsEmpty
                ? AdvisoryVerdict.Affected
                : AdvisoryVerdict.Unknown
            : family == "rhel"
                ? ByRpm(builds, version)
                : builds.Any(build => DpkgVersion.Compare(version, build.Version) >= 0)
                    ? AdvisoryVerdict.Fixed
                    : AdvisoryVerdict.Affected;
    }

    /// <summary>
    /// Red Hat fixes several of its releases side by side (el9_4, el9_2): a build is compared with the one for its own, else with the newest; below that only a first build (<c>34.el9</c>) is
    /// certainly without the fix, since rebuilders and extended releases number their own.
    /// </summary>
    private static AdvisoryVerdict ByRpm(ImmutableArray<FixedBuild> builds, string version)
    {
        var tag = Tag(version);
        var own = builds.FirstOrDefault(build => Tag(build.Version) == tag);
        var newest = builds.MaxBy(
            build => build.Version,
            Comparer<string>.Create(RpmVersion.Compare)
        )!;
        return RpmVersion.Compare(version, newest.Version) >= 0 ? AdvisoryVerdict.Fixed
            : own is not null
                ? RpmVersion.Compare(version, own.Version) >= 0 ? AdvisoryVerdict.Fixed
                    : AdvisoryVerdict.Affected
            : tag.Contains('_', StringComparison.Ordinal) || tag.Length == 0
                ? AdvisoryVerdict.Unknown
            : AdvisoryVerdict.Affected;
    }

    /// <summary><c>el9_4</c> of <c>38.el9_4.1</c>; empty where something else is built on it (<c>38.el9.alma.2</c>).</summary>
    private static string Tag(string version)
    {
        var parts = RpmVersion.ReleaseOf(version).Split('.');
        var at = Array.FindIndex(parts, part => part.StartsWith("el", StringComparison.Ordinal));
        return at < 0 || parts.Skip(at + 1).Any(part => !part.All(char.IsAsciiDigit))
            ? ""
            : parts[at];
    }
}
