using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.KnownHosts;
using Fleet.Checks.Parsing.SshDebug;
using Fleet.Checks.Parsing.SshKeys;
using IHost = Fleet.Checks.Host.IHost;

namespace Fleet.Controller.Diagnosis;

/// <summary>The keys that ssh would offer: the agent's, then the files that its configuration names. Of a private key only mode and owner are looked at.</summary>
public sealed class ClientKeyFiles(IHost host, IClientPrograms programs, string home)
{
    private const int OthersBits = 0b000_111_111;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Known<IReadOnlyList<ClientKey>>> LookAsync(
        SshGOutput config,
        CancellationToken cancellationToken
    )
    {
        var files = new List<ClientKey>();
        foreach (var path in config.All("identityfile").Select(Expanded).Distinct())
        {
            if (await FileAsync(path, cancellationToken) is { } key)
            {
                files.Add(key);
            }
        }

        var only = config["identitiesonly"] == "yes";
        var held = await AgentAsync(cancellationToken);
        return Known.Present<IReadOnlyList<ClientKey>>(
            [
                .. held.Where(key =>
                    !only || files.Exists(file => file.Fingerprint == key.Fingerprint)
                ),
                .. files.Where(file =>
                    !held.Any(key =>
                        key.Fingerprint == file.Fingerprint && key.Fingerprint.Length > 0
                    )
                ),
            ],
            "ssh -G, ssh-add -L"
        );
    }

    /// <summary>The known_hosts files that ssh reads: the user's, then the machine's. Unknown where one is there and cannot be read.</summary>
    public async Task<Known<KnownHostKeys>> KnownHostsAsync(
        SshGOutput config,
        CancellationToken cancellationToken
    )
    {
        var files = new List<KnownHostsFile>();
        var paths = $"{config["userknownhostsfile"]} {config["globalknownhostsfile"]}".Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        foreach (var path in paths.Where(path => path != "none").Select(Expanded).Distinct())
        {
            var status = await host.AskAsync(new GetStatus(path), cancellationToken);
            if (!status.IsOk || status.Value.Kind != FileKind.Regular)
            {
                continue;
            }

            var read = await host.AskAsync(new ReadFile(path), cancellationToken);
            if (!read.IsOk)
            {
                return Known.Unknown<KnownHostKeys>($"{path} cannot be read");
            }

            files.Add(KnownHostsFile.Parse(path, read.Value.Text));
        }

        return Known.Present(new KnownHostKeys([.. files]), "known_hosts");
    }

    private async Task<ClientKey?> FileAsync(string path, CancellationToken cancellationToken)
    {
        var status = await host.AskAsync(new GetStatus(path), cancellationToken);
        if (!status.IsOk || status.Value.Kind != FileKind.Regular)
        {
            return null;
        }

        var pub = await host.AskAsync(
            new ReadFile(path + ".pub", MaxBytes: 64 << 10),
            cancellationToken
        );
        var read = pub.IsOk ? Public(pub.Value.Text) : null;
        var me = await host.AskAsync(new GetStatus("/proc/self"), cancellationToken);
        // ssh minds only what belongs to who runs it (authfile.c, sshkey_perm_ok).
        var isOpen =
            me.IsOk && me.Value.Uid == status.Value.Uid && (status.Value.Mode & OthersBits) != 0;
        return new ClientKey(path, read?.Fingerprint ?? "", read?.Type.Name ?? "", IsAgent: false)
        {
            Trouble = isOpen
                ? $"others may read it (mode {Convert.ToString(status.Value.Mode & 0b111_111_111, 8).PadLeft(4, '0')}), so ssh ignores it"
                : "",
            Repair = isOpen ? $"chmod 600 {ShellWord.Quote(path)}" : "",
        };
    }

    private async Task<ImmutableArray<ClientKey>> AgentAsync(CancellationToken cancellationToken)
    {
        var said = await programs.RunAsync(
            ClientProgram.SshAdd,
            ["-L"],
            Patience,
            cancellationToken
        );
        return said.Value is not { ExitCode: 0 } listed
            ? []
            :
            [
                .. listed
                    .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => (Key: Public(line), Words: line.Split(' ', 3)))
                    .Where(one => one.Key is not null)
                    .Select(one => new ClientKey(
                        one.Words.Length > 2 ? one.Words[2] : "the agent's key",
                        one.Key!.Fingerprint,
                        one.Key.Type.Name,
                        IsAgent: true
                    )),
            ];
    }

    private static SshPublicKey? Public(string line) =>
        line.Split((char[])[' ', '\n', '\r'], 3) is [var type, var blob, ..]
            ? SshPublicKey.Read(type, blob, out _)
            : null;

    private string Expanded(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;
}
