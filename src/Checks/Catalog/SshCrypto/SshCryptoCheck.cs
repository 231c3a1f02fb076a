using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshCrypto;

/// <summary>
/// What sshd offers a client before it knows who that is. Example: <c>ssh_offer/cipher = chacha20-poly1305@openssh.com,aes128-ctr</c>. Who cares: whoever must switch off what is broken, and
/// whoever's old client finds "no matching key exchange method".
/// </summary>
public sealed class SshCryptoCheck : Check
{
    public override CheckDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.crypto",
            Version = 1,
            Title = "the algorithms that sshd really offers",
            Description =
                "Connects once to sshd on this host, reads its identification and its SSH_MSG_KEXINIT (RFC 4253 §7.1), and closes without an authentication. That is what the running daemon does, "
                + "whatever its files, its command line or a crypto policy say. It connects again only when the process, the binary or a configuration file changed; sshd logs each as "
                + "\"Connection closed by 127.0.0.1 port N [preauth]\". Where it cannot connect, the rules judge the effective configuration of ssh.config instead. Key sizes are not seen here.",
            Interval = TimeSpan.FromMinutes(5),
            Keys =
            [
                new(
                    OfferFacts.Kex,
                    KeyUse.Watched,
                    "Key exchange methods in sshd's order.",
                    "sntrup761x25519-sha512@openssh.com,curve25519-sha256"
                ),
                new(
                    OfferFacts.HostKey,
                    KeyUse.Watched,
                    "Host key signatures it can make with the keys it has.",
                    "rsa-sha2-512,rsa-sha2-256,ssh-ed25519"
                ),
                new(
                    OfferFacts.Cipher,
                    KeyUse.Watched,
                    "Ciphers of both directions.",
                    "chacha20-poly1305@openssh.com,aes128-ctr"
                ),
                new(
                    OfferFacts.Mac,
                    KeyUse.Watched,
                    "Integrity codes of both directions.",
                    "hmac-sha2-256-etm@openssh.com"
                ),
                new(
                    OfferFacts.StrictKex,
                    KeyUse.Watched,
                    "It announces strict key exchange, the answer to CVE-2023-48795.",
                    "yes"
                ),
                new(
                    OfferFacts.Compression,
                    KeyUse.Inventory,
                    "Compression methods.",
                    "none,zlib@openssh.com"
                ),
                new(
                    OfferFacts.Software,
                    KeyUse.Inventory,
                    "How it names itself to everybody.",
                    "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7"
                ),
            ],
            Needs =
            [
                Capability.ConnectToSelf,
                Capability.InspectProcesses,
                Capability.ReadPrivileged,
            ],
        };

    public override ImmutableArray<Rule> Rules { get; } =
    [
        new KexRule(),
        new HostKeyAlgorithmRule(),
        new CipherRule(),
        new MacRule(),
        new StrictKexRule(),
    ];

    public override string Brief(CheckFacts facts) =>
        string.Join(
            ' ',
            new[] { OfferFacts.Kex, OfferFacts.Cipher }
                .Select(key => OfferFacts.Names(facts.Read(key)).FirstOrDefault())
                .OfType<string>()
        );

    public override async ValueTask CollectAsync(
        Collection context,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        if (await SshdPresence.MissingAsync(context.Host, cancellationToken) is { } missing)
        {
            seen.NotApplicable(missing);
            seen.Cover(OfferFacts.Prefix, CoverageState.Absent, missing);
            return;
        }

        var target = await OfferTarget.FindAsync(context.Host, cancellationToken);
        if (!target.IsOk)
        {
            seen.Cover(OfferFacts.Prefix, CoverageState.Unreadable, target.Reason);
            return;
        }

        seen.Complete(OfferFacts.Prefix);
        var known = OfferCursor.Read(context.Cursor);
        if (known?.Stamp != target.Value.Stamp)
        {
            known = await LookAsync(context.Host, target.Value, seen, cancellationToken);
        }

        seen.Cursor = known?.ToString() ?? "";
        foreach (var (key, value) in known?.Facts ?? OfferCursor.NoFacts)
        {
            seen.Fact(key, value);
        }
    }

    private static async ValueTask<OfferCursor?> LookAsync(
        IHost host,
        OfferTarget target,
        ObservationBuilder seen,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new LookAtOwnSshd(target.EndPoint.Address.ToString(), target.EndPoint.Port),
            cancellationToken
        );
        if (asked.Value is { Offer: { } offer, Identification: { } named })
        {
            return new OfferCursor(target.Stamp, OfferFacts.Of(offer, named.Line));
        }

        seen.Cover(
            OfferFacts.Prefix,
            CoverageState.Unreadable,
            asked.IsOk ? $"{target.EndPoint}: {asked.Value.Reason}" : asked.Reason
        );
        return null;
    }
}
