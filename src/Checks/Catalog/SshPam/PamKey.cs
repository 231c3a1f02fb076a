using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.Pam;

namespace Fleet.Checks.Catalog.SshPam;

/// <summary>The fact keys of ssh.pam.</summary>
internal static class PamKey
{
    public const string StackPrefix = "pam_stack";
    public const string ModulePrefix = "pam_module";
    public const string FilePrefix = "pam_file";
    public const string FaillockPrefix = "faillock";

    public const string Missing = "missing";
    public const string Present = "present";
    public const string UntilReset = "until it is reset";

    public static string Stack(PamType type) =>
        $"{StackPrefix}/{type.ToString().ToLowerInvariant()}";

    public static string Module(string name) => $"{ModulePrefix}/{FactKey.Segment(name)}";

    public static string File(string path) =>
        FilePrefix + string.Join('/', path.Split('/').Select(FactKey.Segment));

    public static string Faillock(string account) => $"{FaillockPrefix}/{FactKey.Segment(account)}";
}
