using System.Net;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Tests.Probe;

/// <summary>A server in memory: what it sends, in pieces, and then whether it closes, falls silent or breaks.</summary>
internal sealed class ScriptedServer(IEnumerable<byte[]> pieces, ScriptedServer.Ending ending)
    : Stream,
        IDialer
{
    private readonly Queue<byte[]> _pieces = new(pieces);
    private ReadOnlyMemory<byte> _rest;

    public enum Ending
    {
        Unspecified = 0,
        Closes,
        IsSilent,
        Breaks,
    }

    public MemoryStream Heard { get; } = new();

    public int Connections { get; private set; }

    public bool IsClosed { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public ValueTask<Dialled> ConnectAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        Connections++;
        var local = new IPEndPoint(IPAddress.Loopback, 50_000);
        return new(new Dialled(ConnectOutcome.Connected, this, local, ""));
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (_rest.IsEmpty && _pieces.TryDequeue(out var piece))
        {
            _rest = piece;
        }

        if (!_rest.IsEmpty)
        {
            var taken = Math.Min(_rest.Length, buffer.Length);
            _rest[..taken].CopyTo(buffer);
            _rest = _rest[taken..];
            return taken;
        }

        switch (ending)
        {
            case Ending.IsSilent:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return 0;
            case Ending.Breaks:
                throw new IOException("Connection reset by peer");
            default:
                return 0;
        }
    }

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Heard.WriteAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();
}
