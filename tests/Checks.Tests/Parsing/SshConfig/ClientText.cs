using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshConfig;

/// <summary>A client's configuration in memory, and calls of ssh with it.</summary>
internal static class ClientText
{
    public const string Main = "/home/alice/.ssh/config";

    public static readonly OpenSshVersion V92 = new(9, 2);

    public static readonly ClientUser Alice = new("alice", 1000, "/home/alice");

    public static ClientConfiguration Read(
        string text,
        params (string Path, string? Text)[] others
    ) => Read(ClientFileOwner.User, Main, text, others);

    public static ClientConfiguration Read(
        ClientFileOwner owner,
        string path,
        string text,
        params (string Path, string? Text)[] others
    ) =>
        ClientConfigReader.Read(
            owner,
            path,
            text,
            V92,
            pattern => new SshdIncluded([
                .. others
                    .Where(o =>
                        SshdPatterns.IsMatch(
                            o.Path,
                            pattern.Replace("~", Alice.Home, StringComparison.Ordinal)
                        )
                    )
                    .OrderBy(o => o.Path, StringComparer.Ordinal)
                    .Select(o => new SshdIncludedFile(
                        o.Path,
                        o.Text,
                        o.Text is null ? $"{o.Path}: Permission denied" : null
                    )),
            ])
        );

    public static ClientQuestion Ask(string host) =>
        new()
        {
            Host = host,
            LocalUser = Alice,
            LocalHost = "desk.example.org",
            Environment = name => name == "KEYS" ? "/keys" : null,
        };

    public static ClientSettings For(string host, string text, string system = "") =>
        ClientEvaluator.Evaluate(
            [Read(text), Read(ClientFileOwner.System, "/etc/ssh/ssh_config", system)],
            Ask(host),
            V92
        );
}
