using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>Why sshd refuses a path.</summary>
internal enum Objection
{
    Unspecified = 0,
    Owner,
    WritableByOthers,
    WritableByGroup,
}

/// <summary>One path that sshd would refuse.</summary>
internal sealed record Refusal(string Path, Objection Objection, ModeText Mode);

/// <summary>What sshd's StrictModes makes of one key file.</summary>
/// <param name="Refusals">In sshd's order: it stops at the first, we name all.</param>
/// <param name="Looked">The paths it rests on.</param>
/// <param name="Unknown">A path whose mode is not known, and why; null where all are.</param>
internal sealed record StrictModesVerdict(
    ImmutableArray<Refusal> Refusals,
    ImmutableArray<string> Looked,
    string? Unknown
);

/// <summary>
/// sshd's test of a key file and the directories over it (<c>misc.c: safe_path</c>): owner root or the user, not writable by group or others, from the file's real path up to
/// the user's home, which is still tested; a path that never meets the home is tested up to <c>/</c>. The sticky bit excuses nothing.
/// </summary>
/// <param name="Owner">The user's name as file owners are shown.</param>
/// <param name="RealHome">The home with all links resolved; null where it does not exist.</param>
/// <param name="Mode">A path's mode; null with the reason where it is not known.</param>
/// <param name="IsPrivate">True where this sshd lets the group write (<see cref="PrivateGroup"/>).</param>
internal sealed record StrictModes(
    string Owner,
    string? RealHome,
    Func<string, (ModeText? Mode, string? Unknown)> Mode,
    Func<ModeText, bool> IsPrivate
)
{
    public StrictModesVerdict Judge(string realPath)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var looked = ImmutableArray.CreateBuilder<string>();
        string? unknown = null;
        foreach (var path in Chain(realPath, RealHome))
        {
            looked.Add(path);
            var (mode, reason) = Mode(path);
            if (mode is null)
            {
                unknown ??= reason ?? $"{path}: not read";
            }
            else if (Against(mode) is not Objection.Unspecified and var objection)
            {
                refusals.Add(new Refusal(path, objection, mode));
            }
        }

        return new StrictModesVerdict(refusals.ToImmutable(), looked.ToImmutable(), unknown);
    }

    /// <summary>What the file's or directory's own mode has against it, for this user.</summary>
    public Objection Against(ModeText mode) =>
        mode.Owner != "root" && mode.Owner != Owner ? Objection.Owner
        : (mode.Bits & ModeText.OthersMayWrite) != 0 ? Objection.WritableByOthers
        : (mode.Bits & ModeText.GroupMayWrite) != 0 && !IsPrivate(mode) ? Objection.WritableByGroup
        : Objection.Unspecified;

    /// <summary>The file, then each directory over it up to the home or to <c>/</c>.</summary>
    public static IEnumerable<string> Chain(string realPath, string? realHome)
    {
        yield return realPath;
        var path = realPath;
        do
        {
            path = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
            yield return path;
        } while (path != realHome && path != "/");
    }
}
