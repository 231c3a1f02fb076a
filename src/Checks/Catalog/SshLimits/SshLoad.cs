using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>The keys of ssh.limits, and its numbers as rules read them.</summary>
internal static class SshLoad
{
    public const string Prefix = "ssh_load";
    public const string Limits = Prefix + "/running_max_startups";
    public const string Unauthenticated = Prefix + "/unauthenticated/count";
    public const string Connections = Prefix + "/connections/count";
    public const string MostOfOneSource = Prefix + "/connections_of_one_source/count";
    public const string MostTerminals = Prefix + "/terminals_of_one_connection/count";

    /// <summary>A number that the newest run saw; null where it could not look (an older number is no answer).</summary>
    public static int? Number(JudgeInput input, string key) =>
        input["ssh.limits"].CoverageOf(key).IsCertain
        && input.Samples.TryGetValue(key, out var value)
            ? (int)value
            : null;

    /// <summary>Why the numbers are not known.</summary>
    public static string Doubt(JudgeInput input, string key) =>
        input["ssh.limits"].CoverageOf(key) is { IsCertain: false, Reason: { } reason }
            ? reason
            : "not counted yet";

    /// <summary>A keyword's value as ssh.config has it.</summary>
    public static Reading Configured(JudgeInput input, string keyword) =>
        input["ssh.config"].Read("sshd_config/" + keyword);
}
