using System.Collections.Immutable;

namespace Fleet.Checks.Host;

/// <summary>
/// A command the agent may run: read-only, fixed argv. The list is closed; what varies (a unit's name, a journal cursor) is validated by the command's own declaration.
/// </summary>
public sealed partial class HostCommand
{
    private readonly Func<ImmutableArray<string>, bool> _accepts;

    private HostCommand(
        string name,
        Capability needs,
        ImmutableArray<string> paths,
        ImmutableArray<string> fixedArguments,
        Func<ImmutableArray<string>, bool> accepts
    ) =>
        (Name, Needs, Paths, FixedArguments, _accepts) = (
            name,
            needs,
            paths,
            fixedArguments,
            accepts
        );

    /// <summary>The command's stable name in this list.</summary>
    public string Name { get; }

    public Capability Needs { get; }

    /// <summary>Absolute paths to try, in order: PATH is never searched.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Arguments that always stand first.</summary>
    public ImmutableArray<string> FixedArguments { get; }

    /// <summary>The most time it gets.</summary>
    public TimeSpan Deadline { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>True where the answer is the same for as long as the program's file is: it is then asked once for each such file.</summary>
    public bool IsOfItsFile { get; private init; }

    /// <summary>The most that is kept of each of stdout and stderr, in bytes.</summary>
    public int MaxOutput { get; private init; } = 1 << 20;

    /// <summary>True where these variable arguments are ones the command declares.</summary>
    public bool Accepts(ImmutableArray<string> arguments) => _accepts(arguments);

    /// <summary>Every command there is.</summary>
    public static ImmutableArray<HostCommand> All =>
        [
            SshdEffectiveConfig,
            SshdTest,
            SshdVersion,
            SystemctlShow,
            JournalSshd,
            NftRuleset,
            IptablesSave,
            Ip6tablesSave,
            IptablesLegacySave,
            Ip6tablesLegacySave,
            NftSets,
            IpsetSave,
            ChronyTracking,
            RpmQuery,
            JournalAudit,
        ];

    private static bool IsPlainWord(string word) =>
        word.Length is > 0 and <= 200
        && word[0] != '-'
        && word.All(c =>
            char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or ',' or ':'
        );

    private static bool IsConnectionSpec(string spec) =>
        spec.Length <= 1000
        && spec.Split(',').All(part => part.Contains('='))
        && !spec.Any(char.IsControl);

    private static bool IsOption(string argument, string option) =>
        argument.StartsWith(option, StringComparison.Ordinal)
        && argument.Length <= 400
        && argument
            .AsSpan(option.Length)
            .IndexOfAnyExcept(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789=;.-_+"
            ) < 0;
}
