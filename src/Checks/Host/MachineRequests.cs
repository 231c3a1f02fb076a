namespace Fleet.Checks.Host;

/// <summary>statfs(2) of a path: how full the file system is that holds it.</summary>
/// <param name="Path">Absolute path inside the host's root; its last component is followed.</param>
public sealed record GetSpace(string Path) : HostRequest<SpaceStatus>
{
    public override Capability Needs => Capability.ReadPrivileged;
}

/// <summary>The parts of struct statfs that checks use.</summary>
/// <param name="TotalBytes">All of it; 0 where the file system has no such notion.</param>
/// <param name="FreeBytes">Free blocks, those reserved for root included (f_bfree).</param>
/// <param name="AvailableBytes">What is left to anybody but root (f_bavail).</param>
/// <param name="Inodes">How many files it can hold; 0 where there is no limit (Btrfs, ZFS).</param>
/// <param name="FreeInodes">How many more.</param>
public sealed record SpaceStatus(
    long TotalBytes,
    long FreeBytes,
    long AvailableBytes,
    long Inodes,
    long FreeInodes
);

/// <summary>The SELinux label of a file: its extended attribute <c>security.selinux</c> (xattr(7)). Absent: the file has none.</summary>
/// <param name="Path">Absolute path inside the host's root.</param>
/// <param name="FollowLinks">False: the label of a symbolic link itself.</param>
/// <param name="As">Whose access rights lead there; null: the agent's own.</param>
public sealed record GetSecurityLabel(string Path, bool FollowLinks = true, UserIdentity? As = null)
    : HostRequest<string>
{
    public override Capability Needs =>
        As is null ? Capability.ReadPrivileged : Capability.ActAsUser;
}

/// <summary>What the kernel says of its clock's discipline: adjtimex(2), which changes nothing here.</summary>
public sealed record ReadClockDiscipline : HostRequest<ClockDiscipline>
{
    public override Capability Needs => Capability.ReadWorldReadable;
}

/// <param name="IsSynchronised">False where STA_UNSYNC is set: nobody has set the clock since boot, or not for hours.</param>
/// <param name="MaxError">The most by which it can be off, as the time daemon claims.</param>
public sealed record ClockDiscipline(bool IsSynchronised, TimeSpan MaxError);
