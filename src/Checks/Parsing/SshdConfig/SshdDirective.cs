using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>One line that sets something.</summary>
/// <param name="Name">The keyword in the manual's spelling.</param>
/// <param name="Words">Its words, without quotes and comment.</param>
/// <param name="Rest">What stands behind the keyword, raw.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Conditions">The Match lines it stands under, outermost first (an included file brings its own below its includer's); empty: global.</param>
public sealed record SshdDirective(
    string Name,
    ImmutableArray<string> Words,
    string Rest,
    SshdSource Source,
    ImmutableArray<SshdMatch> Conditions
)
{
    /// <summary>What sshd would print for this line, one entry a printed line; empty where it depends on what the file does not say.</summary>
    internal ImmutableArray<string> Printed { get; init; } = [];

    internal SshdKeyword Keyword =>
        SshdKeywords.Find(Name) ?? throw new InvalidOperationException($"no such keyword: {Name}");

    /// <summary>True where sshd applies the line at its start: global, or under <c>Match all</c> alone.</summary>
    internal bool IsGlobal => Conditions.All(condition => condition.IsAll);
}

/// <summary>An Include whose files could not be read: whatever stands there is unknown.</summary>
/// <param name="Reason">Why, naming the path.</param>
/// <param name="Source">The Include line.</param>
/// <param name="Conditions">The Match lines over it.</param>
/// <param name="Before">How many directives precede it.</param>
public sealed record SshdGap(
    string Reason,
    SshdSource Source,
    ImmutableArray<SshdMatch> Conditions,
    int Before
);

/// <summary>A file that was read.</summary>
public sealed record SshdFile(string Path, string Text);

/// <summary>sshd_config with its includes, read.</summary>
public sealed record SshdConfiguration
{
    /// <summary>In the order in which sshd meets them.</summary>
    public required ImmutableArray<SshdDirective> Directives { get; init; }

    /// <summary>What sshd would reject, in order; it starts only where this is empty.</summary>
    public required ImmutableArray<SshdConfigError> Errors { get; init; }

    public required ImmutableArray<SshdGap> Gaps { get; init; }

    /// <summary>The files in the order of their first use, the main file first.</summary>
    public required ImmutableArray<SshdFile> Files { get; init; }

    /// <summary>Patterns of Include lines that the include function did not know.</summary>
    public required ImmutableArray<string> Asked { get; init; }

    /// <summary>True where a Match section could change a value for some connection.</summary>
    public bool HasMatch => Directives.Any(d => !d.Conditions.IsEmpty);
}

/// <summary>What an Include pattern stands for.</summary>
/// <param name="Files">The matches in byte order; empty is no error.</param>
/// <param name="Unreadable">Why the matches could not be listed; null where they could.</param>
public sealed record SshdIncluded(
    ImmutableArray<SshdIncludedFile> Files,
    string? Unreadable = null
);

/// <param name="Path">The match.</param>
/// <param name="Text">Its text; null where it could not be read.</param>
/// <param name="Reason">Why not.</param>
public sealed record SshdIncludedFile(string Path, string? Text, string? Reason = null);
