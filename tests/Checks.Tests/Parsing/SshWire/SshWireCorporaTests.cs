using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Parsing.SshWire;

/// <summary>Handshakes that were recorded with a real OpenSSH on one side, and OpenSSH's own key blobs.</summary>
public sealed class SshWireCorporaTests
{
    [Fact]
    public void Recorded_handshakes_agree_on_what_they_are_named_for()
    {
        var agreement = new Agreement("golang_ssh_recordings");
        foreach (var path in Corpus.Files("golang_ssh_recordings", "*").Where(Recording.Is))
        {
            agreement.Case(Path.GetFileName(path), () => Recorded(agreement, path));
        }

        agreement.Conclude();
    }

    private static void Recorded(Agreement agreement, string path)
    {
        var recording = Recording.Read(path);
        var name = Path.GetFileName(path);
        var client = Proposal(recording.Client);
        var server = Proposal(recording.Server);
        if (client is null || server is null)
        {
            agreement.Compare(name, "two proposals", "not both can be read");
            return;
        }

        var agreed = KexNegotiation.Agree(client, server);
        agreement.Compare(name, "they agree", agreed.Missing ?? "they agree");
        Named(
            agreement,
            name,
            agreed,
            name.StartsWith("Client-", StringComparison.Ordinal) ? client : server
        );
        HostKey(agreement, name, agreed, recording);
    }

    private static KexInit? Proposal(byte[] sent) =>
        Recording.Plain(sent).FirstOrDefault() is { } packet
            ? KexInit.Read(packet.Payload.AsSpan(), out _)
            : null;

    // The recorded library offers only what the recording is named for; a cipher with its own integrity leaves the MAC out.
    private static void Named(
        Agreement agreement,
        string name,
        KexAgreement agreed,
        KexInit recorded
    )
    {
        var parts = name.Split('-', 3);
        var got = parts[1] switch
        {
            "KEX" => agreed.Kex,
            "Cipher" => agreed.CipherToServer,
            "MAC" when agreed.MacToServer == KexAgreement.Implicit => string.Join(
                ',',
                recorded.MacsToServer
            ),
            "MAC" => agreed.MacToServer,
            _ => null,
        };
        if (got is not null)
        {
            agreement.Compare(name + ": " + parts[1], parts[2], got);
        }
    }

    // The key's type is the one that was agreed on: a signature algorithm of RSA stands for ssh-rsa.
    private static void HostKey(
        Agreement agreement,
        string name,
        KexAgreement agreed,
        Recording recording
    )
    {
        var keys = Recording
            .Plain(recording.Server)
            .Select(packet => KexReply.HostKey(packet.Payload.AsSpan(), out _))
            .OfType<SshPublicKey>()
            .ToList();
        agreement.Compare(
            name + ": host key",
            agreed.HostKey,
            keys.Count > 0 && SshKeyType.MayStand(agreed.HostKey ?? "", keys[0].Type)
                ? agreed.HostKey!
                : "another or none"
        );
    }
}
