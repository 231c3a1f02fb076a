using System.Globalization;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Tests.Parsing.SshWire;

/// <summary>A recorded connection: a hex dump per flow, as golang.org/x/crypto keeps them.</summary>
internal sealed class Recording
{
    private readonly Dictionary<string, List<byte>> _sent = new()
    {
        ["client"] = [],
        ["server"] = [],
    };

    public byte[] Client => [.. _sent["client"]];

    public byte[] Server => [.. _sent["server"]];

    /// <summary>True for a dump; other files lie beside them.</summary>
    public static bool Is(string path) =>
        File.ReadAllText(path).StartsWith(">>> Flow", StringComparison.Ordinal);

    public static Recording Read(string path)
    {
        var recording = new Recording();
        var sender = "";
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith(">>>", StringComparison.Ordinal))
            {
                sender = line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(' ')[0];
            }
            else if (line.Length > 58)
            {
                recording
                    ._sent[sender]
                    .AddRange(
                        line[10..58]
                            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                            .Select(hex => byte.Parse(hex, NumberStyles.HexNumber))
                    );
            }
        }

        return recording;
    }

    /// <summary>The payloads of a side's packets before encryption, behind its identification.</summary>
    public static IEnumerable<SshPacket> Plain(byte[] sent)
    {
        const int newKeys = 21;
        var at = SshIdentification.Read(sent).Length;
        while (SshPacket.Read(sent.AsSpan(at)) is { IsOk: true } packet)
        {
            at += packet.Length;
            yield return packet.Value;
            if (packet.Value.Message == newKeys)
            {
                yield break;
            }
        }
    }
}
