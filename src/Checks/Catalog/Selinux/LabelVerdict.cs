using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>Whether sshd's domain may read what bears a type.</summary>
/// <param name="Outcome">Pass, warn where policies differ, or fail.</param>
/// <param name="Switch">The boolean that decides, where one does.</param>
internal readonly record struct LabelVerdict(Outcome Outcome, string? Switch = null)
{
    private const string Expected = "ssh_home_t";

    /// <summary>Types of homes on other machines, and what permits them.</summary>
    private static readonly Dictionary<string, string> Remote = new(StringComparer.Ordinal)
    {
        ["nfs_t"] = "use_nfs_home_dirs",
        ["cifs_t"] = "use_samba_home_dirs",
        ["fusefs_t"] = "use_fusefs_home_dirs",
    };

    /// <summary>Types that a home gets where nobody told the policy that homes are there.</summary>
    private static readonly HashSet<string> NoHome = new(StringComparer.Ordinal)
    {
        "default_t",
        "file_t",
        "mnt_t",
        "tmp_t",
        "unlabeled_t",
        "usr_t",
        "user_tmp_t",
        "var_t",
    };

    /// <summary>Judges a type.</summary>
    /// <param name="part">What bears it: <c>home</c>, or something of sshd's own.</param>
    /// <param name="type">The type.</param>
    /// <param name="facts">Where the switches are.</param>
    public static LabelVerdict Of(string part, string type, CheckFacts facts)
    {
        if (Remote.TryGetValue(type, out var name))
        {
            var reading = facts.Read(SelinuxKeys.Boolean(name));
            return reading.IsUnknown ? new(Outcome.Unknown, name)
                : reading.Is("off") ? new(Outcome.Fail, name)
                : new(Outcome.Pass);
        }

        return part == "home" ? new(NoHome.Contains(type) ? Outcome.Fail : Outcome.Pass)
            : type == Expected ? new(Outcome.Pass)
            // Some policies let sshd read every home's content, some only its own type.
            : type == "user_home_t" ? new(Outcome.Warn)
            : new(Outcome.Fail);
    }
}
