using System.Globalization;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.Selinux;

/// <summary>The keys of selinux.</summary>
internal static class SelinuxKeys
{
    public const string Id = "selinux";
    public const string Prefix = "selinux";
    public const string Mode = "selinux/mode";
    public const string ModeAtBoot = "selinux/mode_at_boot";
    public const string Policy = "selinux/policy";
    public const string Domain = "selinux/sshd_domain";
    public const string Booleans = "selinux_boolean";
    public const string Labels = "selinux_label";
    public const string Ports = "selinux_port/tcp";
    public const string Denials = "selinux_denial";

    public const string Enforcing = "enforcing";

    public static string Boolean(string name) => $"{Booleans}/{name}";

    /// <summary>The labels of an account's paths.</summary>
    public static string LabelsOf(string account) => $"{Labels}/{FactKey.Segment(account)}";

    /// <summary>A label: of the <c>home</c>, of <c>ssh</c> (the folder), or of a <c>keys</c> file by its number.</summary>
    public static string Label(string account, string part, int number = 1) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{LabelsOf(account)}/{part}{(number == 1 ? "" : number)}"
        );
}
