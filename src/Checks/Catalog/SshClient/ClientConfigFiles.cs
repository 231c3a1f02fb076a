using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshClient;

/// <summary>A configuration file of a client as it was found.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Status">Its kind, mode and owner; null where nobody could look.</param>
internal sealed record ClientConfigFile(string Path, FileStatus? Status);

/// <summary>A client's configuration with its includes, as a host has it.</summary>
/// <param name="Configuration">Read by our own reader; ssh itself is never run on it.</param>
/// <param name="Files">Each file that was opened.</param>
internal sealed record ClientConfigFiles(
    ClientConfiguration Configuration,
    ImmutableArray<ClientConfigFile> Files
)
{
    public const string SystemPath = "/etc/ssh/ssh_config";

    private const int MaxBytes = 256 * 1024;

    /// <summary>The system's file, with the agent's rights.</summary>
    public static ValueTask<Reply<ClientConfigFiles>> SystemAsync(
        IHost host,
        CancellationToken cancellationToken
    ) => ReadAsync(host, null, ClientFileOwner.System, SystemPath, cancellationToken);

    /// <summary>An account's file, with its rights.</summary>
    public static ValueTask<Reply<ClientConfigFiles>> UserAsync(
        ClientAccount account,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            account.Host,
            account,
            ClientFileOwner.User,
            account.InSsh("config"),
            cancellationToken
        );

    private static async ValueTask<Reply<ClientConfigFiles>> ReadAsync(
        IHost host,
        ClientAccount? account,
        ClientFileOwner owner,
        string path,
        CancellationToken cancellationToken
    )
    {
        var asking = new Asking(host, account);
        var main = await asking.ReadAsync(path, cancellationToken);
        if (!main.IsOk)
        {
            return new Reply<ClientConfigFiles>(main.State, null, main.Reason);
        }

        while (true)
        {
            var read = ClientConfigReader.Read(
                owner,
                path,
                main.Value.Text,
                OpenSshVersion.Assumed,
                asking.Included
            );
            if (read.Asked.IsEmpty)
            {
                return Reply.Ok(new ClientConfigFiles(read, asking.Files));
            }

            foreach (var pattern in read.Asked.Distinct())
            {
                await asking.FindAsync(pattern, cancellationToken);
            }
        }
    }

    private sealed class Asking(IHost host, ClientAccount? account)
    {
        /// <summary>A configuration that includes more is not read on.</summary>
        private const int MostFiles = 100;

        private readonly Dictionary<string, SshdIncluded> _included = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, ClientConfigFile> _files = new(
            StringComparer.Ordinal
        );

        public ImmutableArray<ClientConfigFile> Files => [.. _files.Values];

        public SshdIncluded? Included(string pattern) => _included.GetValueOrDefault(pattern);

        public async ValueTask FindAsync(string pattern, CancellationToken cancellationToken)
        {
            if (Absolute(pattern) is not { } absolute || _files.Count > MostFiles)
            {
                _included[pattern] = new SshdIncluded([], $"{pattern}: not looked for");
                return;
            }

            var (paths, unreadable) = await HostGlob.FindAsync(
                host,
                absolute,
                cancellationToken,
                account?.User
            );
            var files = ImmutableArray.CreateBuilder<SshdIncludedFile>();
            foreach (var path in paths.Take(MostFiles))
            {
                var reply = await ReadAsync(path, cancellationToken);
                files.Add(
                    new SshdIncludedFile(path, reply.IsOk ? reply.Value.Text : null, reply.Reason)
                );
            }

            _included[pattern] = new SshdIncluded(files.ToImmutable(), unreadable);
        }

        public async ValueTask<Reply<FileContent>> ReadAsync(
            string path,
            CancellationToken cancellationToken
        )
        {
            var reply = await host.AskAsync(
                new ReadFile(path, MaxBytes, As: account?.User),
                cancellationToken
            );
            if (!reply.IsOk)
            {
                if (!reply.IsAbsent)
                {
                    _files[path] = new ClientConfigFile(path, null);
                }

                return reply;
            }

            _files[path] = new ClientConfigFile(path, reply.Value.Status);
            return reply.Value.Truncated
                ? Reply.Failed<FileContent>($"{path}: larger than {MaxBytes / 1024} KiB")
                : reply;
        }

        private string? Absolute(string pattern) =>
            pattern[0] == '/' ? pattern
            : account is not null && pattern.StartsWith("~/", StringComparison.Ordinal)
                ? account.Entry.Home.TrimEnd('/') + pattern[1..]
            : null;
    }
}
