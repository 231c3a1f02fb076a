using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.ClientKeys;
using Fleet.Checks.Catalog.SshClient;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshConfig;
using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>Looks at one account's keys: private files from outside, .pub files inside.</summary>
internal sealed class ClientKeyLook(
    ClientAccount account,
    Reply<ClientConfigFiles> system,
    ClientScope scope,
    ObservationBuilder seen
)
{
    private const int MostKeys = 40;
    private const int LargestPublic = 64 * 1024;
    private const int OthersMayTouch = 0b000_111_111;

    private readonly Dictionary<string, ClientKeyFile> _looked = new(StringComparer.Ordinal);

    /// <returns>False where the account certainly has nothing of this kind.</returns>
    public async ValueTask<bool> RunAsync(CancellationToken cancellationToken)
    {
        var names = await account.ListAsync(account.InSsh("").TrimEnd('/'), cancellationToken);
        if (!names.IsOk && !names.IsAbsent)
        {
            scope.Unreadable(account.Name, names.Reason);
            return true;
        }

        var config = await ClientConfigFiles.UserAsync(account, cancellationToken);
        var files = new[] { config, system }
            .Where(reply => reply.IsOk)
            .Select(reply => reply.Value!.Configuration)
            .ToImmutableArray();
        foreach (var path in Keys(names.IsOk ? names.Value : []).Take(MostKeys))
        {
            await KeyAsync(path, cancellationToken);
        }

        await IdentitiesAsync(files, cancellationToken);
        if (_looked.Count == 0)
        {
            return false;
        }

        await AgentsAsync(cancellationToken);

        seen.Fact(ClientKey.Of(KeyFact.Owner, account.Name), account.Owner);
        Offer(files);
        return true;
    }

    /// <summary>Private keys are what has a .pub beside it, or ssh-keygen's usual name.</summary>
    private IEnumerable<string> Keys(ImmutableArray<string> names) =>
        names
            .Where(name => name.EndsWith(".pub", StringComparison.Ordinal))
            .Select(name => name[..^".pub".Length])
            .Where(name => !name.EndsWith("-cert", StringComparison.Ordinal))
            .Concat(
                names.Where(name =>
                    name.StartsWith("id_", StringComparison.Ordinal) && !name.Contains('.')
                )
            )
            .Distinct()
            .Where(names.Contains)
            .Select(account.InSsh);

    private async ValueTask<ClientKeyFile> KeyAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        if (_looked.TryGetValue(path, out var known))
        {
            return known;
        }

        var status = await account.StatusAsync(path, cancellationToken);
        var state = State(status);
        if (status.IsOk && status.Value.Kind == FileKind.Regular)
        {
            seen.Fact(
                ClientKey.Path(ClientKey.Of(KeyFact.Mode, account.Name), path),
                account.Names.Mode(status.Value)
            );
        }

        var file = new ClientKeyFile(
            state,
            await PublicAsync(path, path + ".pub", cancellationToken),
            state == PrivateKeyState.Absent
                ? null
                : await PublicAsync("", path + "-cert.pub", cancellationToken)
        );
        if (state != PrivateKeyState.Absent || file.Public is not null)
        {
            _looked[path] = file;
        }

        return file;
    }

    /// <summary>ssh minds the mode of a file that belongs to who calls it alone (<c>sshkey_perm_ok</c>).</summary>
    private PrivateKeyState State(Reply<FileStatus> status) =>
        status.IsAbsent ? PrivateKeyState.Absent
        : !status.IsOk ? PrivateKeyState.Unknown
        : status.Value.Uid == account.Entry.Uid && (status.Value.Mode & OthersMayTouch) != 0
            ? PrivateKeyState.TooOpen
        : PrivateKeyState.Usable;

    private async ValueTask<KnownKey?> PublicAsync(
        string path,
        string published,
        CancellationToken cancellationToken
    )
    {
        var file = await account.ReadAsync(published, LargestPublic, cancellationToken);
        if (!file.IsOk)
        {
            return null;
        }

        var words = file
            .Value.Text.Split('\n')[0]
            .Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || SshPublicKey.Read(words[0], words[1], out _) is not { } key)
        {
            return null;
        }

        if (path.Length > 0)
        {
            var bits = key.RsaBits is { } rsa
                ? string.Create(CultureInfo.InvariantCulture, $" {rsa}")
                : "";
            seen.Fact(
                ClientKey.Path(ClientKey.Of(KeyFact.Public, account.Name), path),
                $"{key.Type.Name}{bits} {key.Fingerprint}",
                published
            );
        }

        return new KnownKey(key.Type.Name, key.Fingerprint);
    }

    /// <summary>IdentityFile lines whose path does not depend on the host.</summary>
    private async ValueTask IdentitiesAsync(
        ImmutableArray<ClientConfiguration> files,
        CancellationToken cancellationToken
    )
    {
        var neutral = ClientEvaluator.Evaluate([], account.Question, OpenSshVersion.Assumed);
        var named = files
            .SelectMany(file => file.Directives)
            .Where(line => line.Name == "IdentityFile" && line.Words is [not "none"])
            .Where(line => !HasHostToken(line.Words[0]))
            .Take(MostKeys);
        foreach (var line in named)
        {
            if (neutral.Expand(line.Words[0], out _) is not { } path || !path.StartsWith('/'))
            {
                continue;
            }

            var fact = ClientKey.Path(ClientKey.Of(KeyFact.Identity, account.Name), path);
            if (path.EndsWith(".pub", StringComparison.Ordinal))
            {
                var there = await PublicAsync("", path, cancellationToken);
                _looked[path] = new ClientKeyFile(PrivateKeyState.Absent, there);
                seen.Fact(
                    fact,
                    there is null ? KeyFact.Missing : KeyFact.PublicKey,
                    line.Source.ToString()
                );
                continue;
            }

            var key = await KeyAsync(path, cancellationToken);
            if (key.Private == PrivateKeyState.Unknown)
            {
                seen.Cover(fact, CoverageState.Unreadable, $"{path}: could not look");
                continue;
            }

            seen.Fact(
                fact,
                key.Private == PrivateKeyState.Absent ? KeyFact.Missing : KeyFact.PrivateKey,
                line.Source.ToString()
            );
        }
    }

    private static bool HasHostToken(string path) =>
        new[] { "%h", "%n", "%p", "%r", "%k", "%C", "%j" }.Any(token =>
            path.Contains(token, StringComparison.Ordinal)
        );

    /// <summary>Where desktops and systemd put an agent's socket.</summary>
    private async ValueTask AgentsAsync(CancellationToken cancellationToken)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/run/user/{account.Entry.Uid}");
        if (!(await account.StatusAsync(folder, cancellationToken)).IsOk)
        {
            return;
        }

        foreach (
            var name in (string[])
                [
                    "openssh_agent",
                    "ssh-agent.socket",
                    "keyring/ssh",
                    "gcr/ssh",
                    "gnupg/S.gpg-agent.ssh",
                ]
        )
        {
            var path = $"{folder}/{name}";
            var status = await account.StatusAsync(path, cancellationToken);
            if (status.IsOk && status.Value.Kind == FileKind.Socket)
            {
                seen.Fact(
                    ClientKey.Path(ClientKey.Of(KeyFact.Agent, account.Name), path),
                    "socket"
                );
            }
        }
    }

    private void Offer(ImmutableArray<ClientConfiguration> files)
    {
        var offer = ClientKeyOrder.Of(
            ClientEvaluator.Evaluate(files, account.Question, OpenSshVersion.Assumed),
            path => _looked.GetValueOrDefault(path, new ClientKeyFile(PrivateKeyState.Absent)),
            []
        );
        var key = ClientKey.Of(KeyFact.Offer, account.Name);
        if (offer.Unsure is { } reason)
        {
            seen.Cover(key, CoverageState.Unreadable, reason);
        }
        else
        {
            seen.Fact(key, offer.Keys.Length.ToString(CultureInfo.InvariantCulture));
        }
    }
}
