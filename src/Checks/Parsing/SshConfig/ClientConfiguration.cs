using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Whose file it is: that decides where relative Include paths start and whether <c>~</c> means anything in them.</summary>
public enum ClientFileOwner
{
    Unspecified = 0,

    /// <summary>~/.ssh/config, or a file named by -F.</summary>
    User,

    /// <summary>/etc/ssh/ssh_config.</summary>
    System,
}

/// <summary>Something in a configuration, in the order in which ssh meets it.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Sections">The numbers of the Host and Match sections it stands in, outermost first: an included file's own section stands in its includer's.</param>
public abstract record ClientEntry(SshdSource Source, ImmutableArray<int> Sections);

/// <summary>A line that sets something.</summary>
public sealed record ClientDirective(
    SshdSource Source,
    ImmutableArray<int> Sections,
    string Name,
    ImmutableArray<string> Words,
    string Rest
) : ClientEntry(Source, Sections)
{
    internal ClientKeyword Keyword =>
        ClientKeywords.Find(Name)
        ?? throw new InvalidOperationException($"no such keyword: {Name}");

    /// <summary>The values as they count; empty where the line sets nothing.</summary>
    internal ImmutableArray<string> Values { get; init; } = [];
}

/// <summary>A Host or Match line: what follows applies where it is met.</summary>
/// <param name="Number">Its number among the sections of the configuration.</param>
/// <param name="Hosts">A Host line's patterns; empty for Match.</param>
/// <param name="Criteria">A Match line's criteria; empty for Host.</param>
public sealed record ClientSection(
    SshdSource Source,
    ImmutableArray<int> Sections,
    int Number,
    ImmutableArray<string> Hosts,
    ImmutableArray<ClientCriterion> Criteria
) : ClientEntry(Source, Sections)
{
    /// <summary>As a configuration has it: <c>Host web-*</c>.</summary>
    public override string ToString() =>
        Criteria.IsEmpty
            ? $"Host {string.Join(' ', Hosts)}"
            : $"Match {string.Join(' ', Criteria)}";
}

/// <summary>A keyword that no release knows: an error unless IgnoreUnknown covers it.</summary>
public sealed record ClientUnknown(SshdSource Source, ImmutableArray<int> Sections, string Word)
    : ClientEntry(Source, Sections);

/// <summary>An Include whose files could not be read: whatever stands there is unknown.</summary>
public sealed record ClientGap(SshdSource Source, ImmutableArray<int> Sections, string Reason)
    : ClientEntry(Source, Sections);

/// <summary>A criterion of a Match line.</summary>
/// <param name="Name">In lower case: <c>host</c>, <c>originalhost</c>, <c>user</c>, <c>localuser</c>, <c>exec</c>, <c>final</c>, <c>canonical</c>, <c>all</c> …</param>
/// <param name="Argument">Its argument; empty where it takes none.</param>
/// <param name="IsNegated">True behind <c>!</c>.</param>
public sealed record ClientCriterion(string Name, string Argument, bool IsNegated)
{
    public override string ToString() =>
        $"{(IsNegated ? "!" : "")}{Name}{(Argument.Length == 0 ? "" : " " + Argument)}";
}

/// <summary>A client's configuration file with its includes, read.</summary>
public sealed record ClientConfiguration
{
    public required ClientFileOwner Owner { get; init; }

    /// <summary>In the order in which ssh meets them.</summary>
    public required ImmutableArray<ClientEntry> Entries { get; init; }

    /// <summary>What makes ssh give up, whatever host it is called for.</summary>
    public required ImmutableArray<SshdConfigError> Errors { get; init; }

    /// <summary>The files in the order of their first use, the main file first.</summary>
    public required ImmutableArray<SshdFile> Files { get; init; }

    /// <summary>Patterns of Include lines that the include function did not know.</summary>
    public required ImmutableArray<string> Asked { get; init; }

    public IEnumerable<ClientDirective> Directives => Entries.OfType<ClientDirective>();

    public IEnumerable<ClientSection> AllSections => Entries.OfType<ClientSection>();
}
