using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>A configuration in memory: the main file and files that Include patterns find.</summary>
internal static class SshdText
{
    public static readonly OpenSshVersion V92 = new(9, 2);

    public static SshdConfiguration Read(
        string main,
        params (string Path, string? Text)[] others
    ) => Read(V92, main, others);

    public static SshdConfiguration Read(
        OpenSshVersion version,
        string main,
        params (string Path, string? Text)[] others
    ) =>
        SshdConfigReader.Read(
            "/etc/ssh/sshd_config",
            main,
            version,
            pattern => new SshdIncluded([
                .. others
                    .Where(o => SshdPatterns.IsMatch(o.Path, pattern))
                    .OrderBy(o => o.Path, StringComparer.Ordinal)
                    .Select(o => new SshdIncludedFile(
                        o.Path,
                        o.Text,
                        o.Text is null ? $"{o.Path}: Permission denied" : null
                    )),
            ])
        );

    public static SshdEffective Effective(
        string main,
        params (string Path, string? Text)[] others
    ) => SshdEvaluator.Evaluate(Read(main, others), SshdConnection.Unspecified, V92);
}
