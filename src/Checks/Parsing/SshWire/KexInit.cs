using System.Collections.Immutable;
using System.Text;
using Fleet.Checks.Parsing.SshKeys;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>SSH_MSG_KEXINIT (RFC 4253 §7.1): what a side can do, in its order of preference. Names are as sent: raw text from a peer.</summary>
public sealed record KexInit
{
    /// <summary>The message number.</summary>
    public const int Message = 20;

    private const int Cookie = 16;

    /// <summary>Key exchange methods, pseudo names included (<see cref="KexPseudoNames"/>).</summary>
    public ImmutableArray<string> Kex { get; init; } = [];

    /// <summary>Host key signature algorithms.</summary>
    public ImmutableArray<string> HostKeys { get; init; } = [];

    public ImmutableArray<string> CiphersToServer { get; init; } = [];

    public ImmutableArray<string> CiphersToClient { get; init; } = [];

    public ImmutableArray<string> MacsToServer { get; init; } = [];

    public ImmutableArray<string> MacsToClient { get; init; } = [];

    public ImmutableArray<string> CompressionToServer { get; init; } = [];

    public ImmutableArray<string> CompressionToClient { get; init; } = [];

    /// <summary>True where a guessed key exchange packet follows.</summary>
    public bool FirstKexFollows { get; init; }

    /// <summary>Reads a packet's payload; null with what is wrong. Bytes behind the message are ignored, as OpenSSH does.</summary>
    public static KexInit? Read(ReadOnlySpan<byte> payload, out string error)
    {
        if (payload.IsEmpty || payload[0] != Message)
        {
            error = payload.IsEmpty
                ? "an empty message stands where SSH_MSG_KEXINIT is due"
                : $"message {payload[0]} stands where SSH_MSG_KEXINIT is due";
            return null;
        }

        error = "SSH_MSG_KEXINIT is cut short";
        if (payload.Length < 1 + Cookie)
        {
            return null;
        }

        var rest = payload[(1 + Cookie)..];
        var lists = new ImmutableArray<string>[10];
        for (var list = 0; list < lists.Length; list++)
        {
            if (!TryList(ref rest, out lists[list], ref error))
            {
                return null;
            }
        }

        if (rest.Length < 1 + sizeof(uint))
        {
            return null;
        }

        error = "";
        return new KexInit
        {
            Kex = lists[0],
            HostKeys = lists[1],
            CiphersToServer = lists[2],
            CiphersToClient = lists[3],
            MacsToServer = lists[4],
            MacsToClient = lists[5],
            CompressionToServer = lists[6],
            CompressionToClient = lists[7],
            FirstKexFollows = rest[0] != 0,
        };
    }

    // name-list (RFC 4251 §5): US-ASCII names joined by commas; an empty list has no names.
    private static bool TryList(
        ref ReadOnlySpan<byte> rest,
        out ImmutableArray<string> names,
        ref string error
    )
    {
        names = [];
        if (!SshPublicKey.TryField(ref rest, out var field))
        {
            return false;
        }

        if (field.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e))
        {
            error = "a name in SSH_MSG_KEXINIT is not printable US-ASCII";
            return false;
        }

        names = field.IsEmpty
            ? []
            :
            [
                .. Encoding
                    .ASCII.GetString(field)
                    .Split(',', StringSplitOptions.RemoveEmptyEntries),
            ];
        return true;
    }
}

/// <summary>The server's answer in every Diffie-Hellman-like exchange: it starts with the host key (RFC 4253 §8, RFC 5656 §4).</summary>
public static class KexReply
{
    private const int DiffieHellmanReply = 31;
    private const int GroupExchangeReply = 33;

    /// <summary>The host key, or a certificate over it; null with what is wrong.</summary>
    public static SshPublicKey? HostKey(ReadOnlySpan<byte> payload, out string error)
    {
        error = "the message is no key exchange reply";
        if (payload.IsEmpty || payload[0] is not (DiffieHellmanReply or GroupExchangeReply))
        {
            return null;
        }

        var rest = payload[1..];
        if (!SshPublicKey.TryField(ref rest, out var blob))
        {
            error = "the host key is cut short";
            return null;
        }

        return SshPublicKey.Read(blob, out error);
    }
}
