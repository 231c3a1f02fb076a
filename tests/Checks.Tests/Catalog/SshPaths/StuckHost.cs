using Fleet.Checks.Host;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshPaths;

/// <summary>A host with one place on a file system that no longer answers; its clock moves on while somebody waits there.</summary>
internal sealed class StuckHost(FakeHost host, string place) : IHost
{
    public TimeProvider Time => host.Clock;

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    )
    {
        var path = request switch
        {
            ReadFile asked => asked.Path,
            GetStatus asked => asked.Path,
            ResolvePath asked => asked.Path,
            _ => "",
        };
        if (path.StartsWith(place, StringComparison.Ordinal))
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Clock, cancellationToken);
        }

        return await host.AskAsync(request, cancellationToken);
    }
}
