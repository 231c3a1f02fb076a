using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Policies;

/// <summary>Silences that operators made, beside those of the policy. Whoever judges asks at every step.</summary>
/// <param name="first">Those that have not ended.</param>
public sealed class OperatorSilences(IEnumerable<Silence> first)
{
    private ImmutableDictionary<string, Silence> _silences = first.ToImmutableDictionary(
        silence => silence.Name,
        StringComparer.Ordinal
    );

    /// <summary>None.</summary>
    public static OperatorSilences None => new([]);

    /// <summary>Adds one, or puts it in the place of the one of its name: one that was ended early is kept as long as judging may ask whether it holds.</summary>
    public void Set(Silence silence) =>
        ImmutableInterlocked.AddOrUpdate(ref _silences, silence.Name, silence, (_, _) => silence);

    /// <summary>Those for one host, in the order of their names.</summary>
    public ImmutableArray<Silence> For(HostIdentity host)
    {
        var silences = _silences;
        return silences.IsEmpty
            ? []
            :
            [
                .. silences
                    .Values.Where(silence => silence.Hosts.Matches(host))
                    .OrderBy(silence => silence.Name, StringComparer.Ordinal),
            ];
    }

    /// <summary>Forgets those that ended before a moment.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var silence in _silences.Values)
        {
            if (silence.Window is SilenceWindow.Once { Until: var until } && until < before)
            {
                ImmutableInterlocked.TryRemove(ref _silences, silence.Name, out _);
            }
        }
    }
}
