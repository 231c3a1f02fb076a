using Fleet.Checks.Catalog.Accounts;
using Fleet.Checks.Catalog.SshAccounts;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Catalog.SshTrustedCa;

/// <summary>Looks at the files and commands that sshd trusts.</summary>
internal sealed class TrustLook(IHost host, AccountNames names, ObservationBuilder seen)
{
    /// <summary>The first bytes of a key revocation list (PROTOCOL.krl).</summary>
    private static ReadOnlySpan<byte> RevocationMagic => "SSHKRL\n\0"u8;

    public async ValueTask AuthoritiesAsync(string path, CancellationToken cancellationToken)
    {
        if (await OpenAsync(path, cancellationToken) is not { } file)
        {
            return;
        }

        var read = AuthorizedKeysFile.Parse(file.Text);
        seen.Fact(
            TrustKey.File(path),
            !read.Keys.IsEmpty ? TrustFile.Keys
                : read.Broken.IsEmpty ? TrustFile.Empty
                : TrustFile.Damaged
        );
        foreach (var key in read.Keys)
        {
            seen.Fact(
                TrustKey.Authority(key.Key.Fingerprint),
                key.Key.Type.Name,
                $"{path}:{key.Line}"
            );
        }
    }

    /// <summary>A revocation list, or a list of keys one a line; sshd takes any line that is no key for damage of its own.</summary>
    public async ValueTask RevokedAsync(string path, CancellationToken cancellationToken)
    {
        if (await OpenAsync(path, cancellationToken) is { } file)
        {
            var isList = file.Bytes.AsSpan().StartsWith(RevocationMagic);
            seen.Fact(
                TrustKey.File(path),
                isList ? TrustFile.Revocations
                    : AuthorizedKeysFile.Parse(file.Text).Keys.IsEmpty ? TrustFile.Empty
                    : TrustFile.Keys
            );
            if (!isList)
            {
                seen.Document(Document.Capped(path, file.Text));
            }
        }
    }

    public async ValueTask CommandAsync(string path, CancellationToken cancellationToken)
    {
        var real = await host.AskAsync(new ResolvePath(path), cancellationToken);
        if (!real.IsOk)
        {
            Unseen(TrustKey.Command(path), real);
            return;
        }

        foreach (var step in StrictModes.Chain(real.Value, null).Append(path).Distinct())
        {
            var status = await host.AskAsync(new GetStatus(step), cancellationToken);
            if (status.IsOk)
            {
                seen.Fact(TrustKey.Command(step), names.Mode(status.Value));
            }
            else
            {
                Unseen(TrustKey.Command(step), status);
            }
        }
    }

    public async ValueTask PrincipalsAsync(
        AccountSettings settings,
        CancellationToken cancellationToken
    )
    {
        foreach (var account in names.CanLogIn)
        {
            var effective = settings.For(account.Name, names.GroupsOf(account));
            if (
                effective?.Find("AuthorizedPrincipalsFile") is not { } named
                || named.Is("none")
                || KeyFilePaths.Of(named.Lines[0], account) is not [var path, ..]
            )
            {
                continue;
            }

            var file = await host.AskAsync(
                new ReadFile(path, As: names.Identity(account)),
                cancellationToken
            );
            if (file.IsOk)
            {
                seen.Fact(TrustKey.Principals(account.Name), path);
                seen.Document(Document.Capped(path, file.Value.Text));
            }
            else if (!file.IsAbsent)
            {
                seen.Cover(
                    TrustKey.Principals(account.Name),
                    CoverageState.Unreadable,
                    file.Reason
                );
            }
        }
    }

    private async ValueTask<FileContent?> OpenAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        var status = await host.AskAsync(new GetStatus(path), cancellationToken);
        if (status is { IsOk: true, Value.Kind: not FileKind.Regular })
        {
            seen.Fact(TrustKey.File(path), TrustFile.NotRegular);
            return null;
        }

        var file = await host.AskAsync(new ReadFile(path), cancellationToken);
        if (!file.IsOk)
        {
            Unseen(TrustKey.File(path), file);
        }

        return file.IsOk ? file.Value : null;
    }

    private void Unseen<T>(string key, Reply<T> reply)
    {
        if (reply.IsAbsent)
        {
            seen.Fact(key, TrustFile.Missing);
        }
        else
        {
            seen.Cover(key, CoverageState.Unreadable, reply.Reason);
        }
    }
}
