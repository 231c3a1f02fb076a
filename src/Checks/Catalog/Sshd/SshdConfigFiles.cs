using System.Collections.Immutable;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>A configuration file of a host.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Status">Its permissions, owners and times.</param>
public sealed record SshdConfigFile(string Path, string Text, FileStatus Status)
{
    public DateTimeOffset ModifiedAt => Status.ModifiedAt;
}

/// <summary>sshd_config with its includes, as a host has them.</summary>
/// <param name="Configuration">Read by our own reader.</param>
/// <param name="Files">In the order of their first use.</param>
public sealed record SshdConfigFiles(
    SshdConfiguration Configuration,
    ImmutableArray<SshdConfigFile> Files
)
{
    /// <summary>The compiled-in path of nearly every build; openSUSE ships its defaults in the second.</summary>
    private static readonly string[] MainPaths =
    [
        "/etc/ssh/sshd_config",
        "/usr/etc/ssh/sshd_config",
    ];

    /// <summary>Reads the main file and, until nothing new is asked for, what its Include lines find.</summary>
    public static async ValueTask<Reply<SshdConfigFiles>> ReadAsync(
        IHost host,
        OpenSshVersion version,
        CancellationToken cancellationToken
    )
    {
        var asking = new Asking(host);
        var (path, reply) = await asking.MainAsync(cancellationToken);
        if (!reply.IsOk)
        {
            return new Reply<SshdConfigFiles>(reply.State, null, reply.Reason);
        }

        while (true)
        {
            var read = SshdConfigReader.Read(path, reply.Value.Text, version, asking.Included);
            if (read.Asked.IsEmpty)
            {
                return Reply.Ok(new SshdConfigFiles(read, asking.InOrder(read)));
            }

            foreach (var pattern in read.Asked.Distinct())
            {
                await asking.FindAsync(pattern, cancellationToken);
            }
        }
    }

    private sealed class Asking(IHost host)
    {
        private readonly Dictionary<string, SshdIncluded> _included = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SshdConfigFile> _files = new(StringComparer.Ordinal);

        public SshdIncluded? Included(string pattern) => _included.GetValueOrDefault(pattern);

        public ImmutableArray<SshdConfigFile> InOrder(SshdConfiguration read) =>
            [.. read.Files.Select(file => _files[file.Path])];

        public async ValueTask<(string, Reply<FileContent>)> MainAsync(
            CancellationToken cancellationToken
        )
        {
            var first = await ReadAsync(MainPaths[0], cancellationToken);
            if (!first.IsAbsent)
            {
                return (MainPaths[0], first);
            }

            var second = await ReadAsync(MainPaths[1], cancellationToken);
            return second.IsAbsent ? (MainPaths[0], first) : (MainPaths[1], second);
        }

        public async ValueTask FindAsync(string pattern, CancellationToken cancellationToken)
        {
            var (paths, unreadable) = await HostGlob.FindAsync(host, pattern, cancellationToken);
            var files = ImmutableArray.CreateBuilder<SshdIncludedFile>();
            foreach (var path in paths)
            {
                var reply = await ReadAsync(path, cancellationToken);
                files.Add(
                    new SshdIncludedFile(path, reply.IsOk ? reply.Value.Text : null, reply.Reason)
                );
            }

            _included[pattern] = new SshdIncluded(files.ToImmutable(), unreadable);
        }

        private async ValueTask<Reply<FileContent>> ReadAsync(
            string path,
            CancellationToken cancellationToken
        )
        {
            var reply = await host.AskAsync(new ReadFile(path), cancellationToken);
            if (!reply.IsOk)
            {
                return reply;
            }

            var content = reply.Value;
            if (content.Truncated)
            {
                return Reply.Failed<FileContent>($"{path}: larger than 1 MiB");
            }

            _files[path] = new SshdConfigFile(path, content.Text, content.Status);
            return reply;
        }
    }
}
