using System.Collections.Immutable;
using Fleet.Checks.Reporting;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <summary>Labels as operators write them: <c>key=value</c>.</summary>
internal static class LabelSelection
{
    /// <exception cref="RpcException"><see cref="StatusCode.InvalidArgument"/>: not key=value.</exception>
    public static ImmutableDictionary<string, string> Parse(IEnumerable<string> labels)
    {
        var parsed = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            var at = label.IndexOf('=');
            parsed[at > 0 ? label[..at] : throw Malformed(label)] = label[(at + 1)..];
        }

        return parsed.ToImmutable();
    }

    /// <summary>No host has the labels: says so, and the nearest label there is.</summary>
    public static RpcException NoneHas(IEnumerable<string> asked, IReadOnlyList<HostSummary> hosts)
    {
        var wanted = string.Join(" and ", asked);
        var counts = hosts
            .SelectMany(host => host.Labels.Select(label => $"{label.Key}={label.Value}"))
            .CountBy(label => label)
            .ToDictionary();
        var nearest = asked
            .Where(label => !counts.ContainsKey(label))
            .Select(label => NearestName.To(label, counts.Keys))
            .FirstOrDefault(label => label is not null);
        var help = nearest is null
            ? ""
            : $" Did you mean {nearest} ({counts[nearest]} {(counts[nearest] == 1 ? "host" : "hosts")})?";
        return new(new(StatusCode.NotFound, $"no host has the label {wanted}.{help}"));
    }

    private static RpcException Malformed(string label) =>
        new(new(StatusCode.InvalidArgument, $"\"{label}\" is not a label: expected key=value"));
}
