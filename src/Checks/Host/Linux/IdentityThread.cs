using System.Collections.Concurrent;

namespace Fleet.Checks.Host.Linux;

/// <summary>
/// The one thread on which the agent opens files as somebody else. It runs nothing of the pool's, and no task continues on it: a thread started while another identity
/// holds would inherit that identity.
/// </summary>
internal sealed class IdentityThread
{
    /// <summary>An open that hangs (a dead network file system) is left behind with its thread; after so many, opening as a user is refused.</summary>
    private const int MostLeftBehind = 4;

    private readonly Lock _gate = new();
    private BlockingCollection<Work>? _queue;
    private int _leftBehind;

    /// <summary>Runs <paramref name="work"/> there.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was done. What hangs keeps its thread; those behind it get a new one.</exception>
    public async Task<Reply<T>> RunAsync<T>(
        string path,
        Func<Reply<T>> work,
        CancellationToken cancellationToken
    )
    {
        var queued = new Work<T>(work, cancellationToken);
        BlockingCollection<Work> queue;
        lock (_gate)
        {
            if (_leftBehind >= MostLeftBehind)
            {
                return Reply.Failed<T>($"{path}: earlier opens hang");
            }

            queue = _queue ??= Start();
            queue.Add(queued, CancellationToken.None);
        }

        try
        {
            return await queued.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (queued.IsRunning)
        {
            LeaveBehind(queue, queued);
            throw;
        }
    }

    private void LeaveBehind(BlockingCollection<Work> stuck, Work hanging)
    {
        lock (_gate)
        {
            _leftBehind++;
            hanging.WhenDone(() => Interlocked.Decrement(ref _leftBehind));
            if (_queue != stuck)
            {
                return;
            }

            _queue = null;
            stuck.CompleteAdding();
            if (stuck.Count > 0)
            {
                _queue = Start();
                while (stuck.TryTake(out var waiting))
                {
                    _queue.Add(waiting);
                }
            }
        }
    }

    private static BlockingCollection<Work> Start()
    {
        var queue = new BlockingCollection<Work>();
        var thread = new Thread(() =>
        {
            foreach (var work in queue.GetConsumingEnumerable())
            {
                work.Run();
            }
        })
        {
            IsBackground = true,
            Name = "files as user",
        };
        thread.Start();
        return queue;
    }

    private abstract class Work
    {
        public abstract void Run();

        public abstract void WhenDone(Action then);
    }

    private sealed class Work<T>(Func<Reply<T>> work, CancellationToken cancellationToken) : Work
    {
        private readonly TaskCompletionSource<Reply<T>> _done = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private volatile bool _running;

        public bool IsRunning => _running && !_done.Task.IsCompleted;

        public Task<Reply<T>> Done => _done.Task;

        public override void Run()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _done.TrySetCanceled(cancellationToken);
                return;
            }

            _running = true;
            try
            {
                _done.TrySetResult(work());
            }
            catch (Exception surprise)
            {
                _done.TrySetException(surprise);
            }
        }

        public override void WhenDone(Action then) =>
            _ = _done.Task.ContinueWith(
                _ => then(),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
    }
}
