using System.Text;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Probe;

/// <summary>What is read from a server on one connection, as far as it gets.</summary>
internal sealed class SshConversation(Stream stream, int maxBytes, bool bannerOnly)
{
    private byte[] _received = new byte[4096];
    private int _length;

    public SshIdentification? Identification { get; private set; }

    public KexInit? Offer { get; private set; }

    /// <summary>Reads to the end of SSH_MSG_KEXINIT. The answer says why not; empty where it got there.</summary>
    /// <param name="limit">Ends the conversation; that is an answer.</param>
    /// <param name="cancelled">Ends the caller too.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancelled"/> was cancelled.</exception>
    public async ValueTask<string> RunAsync(CancellationToken limit, CancellationToken cancelled)
    {
        try
        {
            return await IdentifiedAsync(limit)
                ?? (bannerOnly ? "" : await OfferedAsync(limit) ?? "");
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return Identification is null
                ? "connected, but the server did not name itself in time"
                : "the server named itself, but sent no proposal in time";
        }
        catch (IOException broken)
        {
            return $"the connection broke {Place}: {broken.Message}{Said}";
        }
    }

    private string Place =>
        Identification is null ? "before the server named itself" : "after the server named itself";

    // What sshd says to clients that it turns away: "Exceeded MaxStartups", "Not allowed at this time".
    private string Said =>
        Identification is null && FirstLine() is { Length: > 0 } line ? $" (it said: {line})" : "";

    private async ValueTask<string?> IdentifiedAsync(CancellationToken limit)
    {
        var read = SshIdentification.Read([]);
        while (read.State == WireState.More)
        {
            var before = _length;
            if (!await MoreAsync(limit))
            {
                return $"the server closed the connection {Place}{Said}";
            }

            // Only the end of a line changes the answer: a server that sends byte by byte costs no more than one that does not.
            if (
                _length >= SshIdentification.MaxLine
                || _received.AsSpan(before, _length - before).Contains((byte)'\n')
            )
            {
                read = SshIdentification.Read(_received.AsSpan(0, _length));
            }
        }

        if (!read.IsOk)
        {
            return $"this is no SSH server: {read.Reason}";
        }

        Identification = read.Value;
        Drop(read.Length);
        if (!read.Value.IsVersion2)
        {
            return $"the server speaks SSH {read.Value.Protocol} only";
        }

        if (bannerOnly)
        {
            return null;
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(SshProbe.Greeting), limit);
        return null;
    }

    private async ValueTask<string?> OfferedAsync(CancellationToken limit)
    {
        var packet = SshPacket.Read(_received.AsSpan(0, _length));
        while (packet.State == WireState.More)
        {
            if (!await MoreAsync(limit))
            {
                return $"the server closed the connection {Place}";
            }

            packet = SshPacket.Read(_received.AsSpan(0, _length));
        }

        if (!packet.IsOk)
        {
            return packet.Reason;
        }

        Offer = KexInit.Read(packet.Value.Payload.AsSpan(), out var error);
        return Offer is null ? error : null;
    }

    // False: the server closed, or said more than any server has to say.
    private async ValueTask<bool> MoreAsync(CancellationToken limit)
    {
        if (_length == _received.Length)
        {
            if (_length >= maxBytes)
            {
                return false;
            }

            Array.Resize(ref _received, Math.Min(_length * 2, maxBytes));
        }

        var got = await stream.ReadAsync(_received.AsMemory(_length), limit);
        _length += got;
        return got > 0;
    }

    private void Drop(int length)
    {
        _received.AsSpan(length, _length - length).CopyTo(_received);
        _length -= length;
    }

    private string FirstLine()
    {
        const int shown = 200;
        var text = _received.AsSpan(0, Math.Min(_length, shown));
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }
}
