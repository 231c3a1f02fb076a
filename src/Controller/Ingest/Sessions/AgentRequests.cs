using System.Threading.Channels;
using Fleet.V1;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>Requests that one agent has not answered to the end.</summary>
internal sealed class AgentRequests
{
    /// <summary>The most at once; an agent that is asked more says that it is busy.</summary>
    public const int Limit = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Channel<DiagnosticReply>> _open = [];
    private bool _ended;

    /// <summary>Opens a request; null: there are too many, or the stream has ended.</summary>
    public ChannelReader<DiagnosticReply>? Open(string id)
    {
        lock (_lock)
        {
            if (_ended || _open.Count >= Limit)
            {
                return null;
            }

            var replies = Channel.CreateBounded<DiagnosticReply>(WireReplies);
            _open.Add(id, replies);
            return replies.Reader;
        }
    }

    /// <summary>Hands a reply to whoever asked; replies to nothing asked are dropped.</summary>
    public void Reply(DiagnosticReply reply)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(reply.Id, out var replies))
            {
                return;
            }

            // An agent that floods its answer loses it.
            if (!replies.Writer.TryWrite(reply) || reply.Last)
            {
                replies.Writer.TryComplete();
            }
        }
    }

    public void Close(string id)
    {
        lock (_lock)
        {
            _open.Remove(id);
        }
    }

    /// <summary>The stream is over: nobody answers any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var replies in _open.Values)
            {
                replies.Writer.TryComplete();
            }
        }
    }

    private const int WireReplies = 1024;
}
