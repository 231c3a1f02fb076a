using System.Collections.Immutable;
using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Catalog.SshHostKeys;

/// <summary>Looks at host key files: the private ones from outside, the public ones inside.</summary>
internal sealed class HostKeyLook(IHost host, ObservationBuilder seen)
{
    /// <summary>A public key is a line; the longest (RSA of 16384 bits, ML-DSA) stay far below.</summary>
    private const int LargestPublic = 64 * 1024;

    private readonly SortedDictionary<string, SortedSet<string>> _keys = new(
        StringComparer.Ordinal
    );

    public async ValueTask RunAsync(
        ImmutableArray<string> paths,
        string origin,
        CancellationToken cancellationToken
    )
    {
        var names = await HostNames.ReadAsync(host, cancellationToken);
        foreach (var path in paths)
        {
            seen.Fact(HostKeyFact.File(path), origin);
            var exists = await PrivateAsync(path, names, cancellationToken);
            await PublicAsync(path, exists, names, cancellationToken);
        }

        foreach (var (type, fingerprints) in _keys)
        {
            seen.Fact(HostKeyFact.Key(type), string.Join(" | ", fingerprints));
        }
    }

    /// <summary>False where the file is certainly not there.</summary>
    private async ValueTask<bool> PrivateAsync(
        string path,
        Reply<AccountNames> names,
        CancellationToken cancellationToken
    )
    {
        var status = await host.AskAsync(new GetStatus(path), cancellationToken);
        if (status.IsAbsent)
        {
            return false;
        }

        if (status.IsOk && names.IsOk)
        {
            seen.Fact(HostKeyFact.Mode(path), names.Value.Mode(status.Value));
        }
        else
        {
            seen.Cover(
                HostKeyFact.Mode(path),
                CoverageState.Unreadable,
                status.IsOk ? names.Reason : status.Reason
            );
        }

        return true;
    }

    private async ValueTask PublicAsync(
        string path,
        bool hasPrivate,
        Reply<AccountNames> names,
        CancellationToken cancellationToken
    )
    {
        // With HostKeyAgent, HostKey may name the public file itself (sshd_config(5)).
        var published = path.EndsWith(".pub", StringComparison.Ordinal) ? path : path + ".pub";
        var file = await host.AskAsync(new ReadFile(published, LargestPublic), cancellationToken);
        PublicMode(published, file, names);
        var error = "";
        var key = file.IsOk ? Key(file.Value.Text, out error) : null;
        if (key is not null && file.IsOk)
        {
            var type = key.Type.PlainName;
            seen.Fact(HostKeyFact.Public(published), $"{type} {key.Fingerprint}", published);
            if (hasPrivate)
            {
                // The key alone, without the comment: what clients have to know.
                seen.Document(new Document(published, Words(file.Value.Text)));
            }

            if (!_keys.TryGetValue(type, out var known))
            {
                _keys[type] = known = new SortedSet<string>(StringComparer.Ordinal);
            }

            known.Add(key.Fingerprint);
            return;
        }

        if (file.IsOk)
        {
            seen.Fact(HostKeyFact.Public(published), $"no public key: {error}", published);
        }
        else if (!file.IsAbsent)
        {
            seen.Cover(HostKeyFact.Public(published), CoverageState.Unreadable, file.Reason);
        }

        if (hasPrivate || !file.IsAbsent)
        {
            // The key is there and its type is not known: no key of any type can be called gone.
            var reason = file.IsOk ? $"{published}: holds no public key" : file.Reason;
            seen.Cover(HostKeyFact.Prefix, CoverageState.Unreadable, reason);
        }
    }

    private void PublicMode(string published, Reply<FileContent> file, Reply<AccountNames> names)
    {
        if (file.IsOk && names.IsOk)
        {
            seen.Fact(HostKeyFact.PublicMode(published), names.Value.Mode(file.Value.Status));
        }
        else if (!file.IsAbsent)
        {
            var reason = file.IsOk ? names.Reason : file.Reason;
            seen.Cover(HostKeyFact.PublicMode(published), CoverageState.Unreadable, reason);
        }
    }

    private static string Words(string text) => string.Join(' ', FirstWords(text).Take(2));

    private static string[] FirstWords(string text) =>
        text.Split('\n')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static SshPublicKey? Key(string text, out string error)
    {
        var words = FirstWords(text);
        error = "the first line is not a type and a key";
        return words.Length < 2 ? null : SshPublicKey.Read(words[0], words[1], out error);
    }
}
