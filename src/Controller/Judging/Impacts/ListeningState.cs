using System.Collections.Immutable;
using System.Net;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>Whether anybody takes SSH connections on a host, and where.</summary>
/// <param name="Down">Why certainly nobody does; null: somebody does, or it is not known.</param>
/// <param name="Ports">The ports that others can dial; null: not known.</param>
internal sealed record ListeningState(string? Down, ImmutableSortedSet<int>? Ports)
{
    public const string ServiceCheck = "ssh.service";
    public const string ListenerCheck = "ssh.listener";
    private const string Sockets = "listen/tcp";

    public static ListeningState Of(JudgeInput input)
    {
        var listener = input[ListenerCheck];
        var isCertain =
            listener.Status == RunStatus.Ran && listener.Coverage.All(one => one.IsCertain);
        var sockets = listener
            .Under(Sockets)
            .Where(held => !held.IsStale && held.Fact.Value is "sshd" or "systemd")
            .Select(held => held.Fact.Key[(Sockets.Length + 1)..])
            .Select(text => IPEndPoint.TryParse(text, out var read) ? read : null)
            .OfType<IPEndPoint>()
            .ToList();
        var down =
            input[ServiceCheck].Read("sshd/running").Is("no") ? "sshd is not running"
            : isCertain && sockets.Count == 0 ? "nothing listens for ssh"
            : null;
        return new(
            down,
            isCertain
                ? [.. sockets.Where(at => !IPAddress.IsLoopback(at.Address)).Select(at => at.Port)]
                : null
        );
    }
}
