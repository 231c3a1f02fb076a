using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>One private key file as the facts of ssh.host_keys tell it.</summary>
/// <param name="Path">Where it is, or ought to be.</param>
/// <param name="Origin">Configured or built in.</param>
/// <param name="ModeReading">Its mode's fact.</param>
internal sealed record HostKeyView(string Path, string Origin, Reading ModeReading)
{
    private const int GroupAndOthers = 0b000_111_111;
    private const int GroupMayRead = 0b000_100_000;

    /// <summary>The group to which Red Hat's builds of sshd let the file be readable (its keyperm patch).</summary>
    private const string KeysGroup = "ssh_keys";

    public ModeText? Mode => ModeReading.IsPresent ? ModeText.Parse(ModeReading.Value) : null;

    /// <summary>sshd passes a key over that belongs to root and is open to others (<c>authfile.c: sshkey_perm_ok</c>).</summary>
    public bool IsTooOpen =>
        Mode is { } mode
        && (mode.Bits & GroupAndOthers & ~(mode.Group == KeysGroup ? GroupMayRead : 0)) != 0;

    public bool BelongsToRoot => Mode is { Owner: "root" };

    /// <summary>True where sshd loads it: what does not belong to root it does not even test.</summary>
    public bool IsLoaded => Mode is not null && !(BelongsToRoot && IsTooOpen);

    public static IEnumerable<HostKeyView> All(JudgeInput input)
    {
        var facts = input[SshHostKeysCheck.Id];
        return facts
            .Under(HostKeyFact.FilePrefix)
            .Select(held =>
            {
                var path = HostKeyFact.PathOf(held.Fact.Key);
                return new HostKeyView(path, held.Fact.Value, facts.Read(HostKeyFact.Mode(path)));
            });
    }

    /// <summary>Why the list of files is not known; null where it is.</summary>
    public static string? ListUnknown(JudgeInput input)
    {
        var facts = input[SshHostKeysCheck.Id];
        var coverage = facts.CoverageOf(HostKeyFact.FilePrefix);
        return coverage.IsCertain ? null : coverage.Reason ?? facts.Reason;
    }
}
