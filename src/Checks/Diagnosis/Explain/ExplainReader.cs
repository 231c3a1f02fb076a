using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Explain.Meanings;
using Fleet.Checks.Diagnosis.Explain.Outputs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>Reads a text line by line. Whatever its size, no more is held than its bounds say.</summary>
public sealed class ExplainReader
{
    /// <summary>Of longer texts the last lines count: what went wrong stands at the end.</summary>
    public const int MostLines = 100_000;

    private const int LongestLine = 4096;
    private const int MostSigns = 500;
    private const int MostSteps = 5000;
    private const int MostOutputLines = 5000;

    private readonly Dictionary<(string, string, string), Sign> _signs = [];
    private readonly List<SshDebugLine> _steps = [];
    private int _attempts;

    /// <summary>Reads all of it.</summary>
    /// <param name="lines">Without line ends.</param>
    /// <param name="port">The port that the host's outputs are read for.</param>
    public static ReadText Read(IEnumerable<string> lines, int port = 22)
    {
        var kept = new Queue<string>();
        long count = 0;
        foreach (var line in lines)
        {
            count++;
            kept.Enqueue(line.Length > LongestLine ? line[..LongestLine] : line);
            if (kept.Count > MostLines)
            {
                _ = kept.Dequeue();
            }
        }

        return new ExplainReader().Read([.. kept], count, port);
    }

    private ReadText Read(string[] lines, long count, int port)
    {
        var passedOver = count - lines.Length;
        for (var at = 0; at < lines.Length; at++)
        {
            if (
                LineReader.Read((int)Math.Min(int.MaxValue, passedOver + at + 1), lines[at]) is
                { } sign
            )
            {
                Take(sign);
            }
        }

        if (_signs.Values.All(sign => sign.Place is SignPlace.Host or SignPlace.Output))
        {
            foreach (
                var sign in OutputReader.Read(
                    string.Join('\n', lines.TakeLast(MostOutputLines)),
                    port
                )
            )
            {
                Take(sign);
            }
        }

        return new ReadText
        {
            Lines = count,
            PassedOver = passedOver,
            Attempts = Math.Max(_attempts, _steps.Count > 0 ? 1 : 0),
            Signs = [.. WithEnd(_signs.Values.OrderBy(sign => sign.Line))],
            Transcript = new SshTranscript([.. _steps]),
        };
    }

    private void Take(Sign sign)
    {
        if (sign.Step is { } step)
        {
            if (step.Kind == SshDebugKind.LocalVersion)
            {
                Restart();
            }

            if (_steps.Count < MostSteps)
            {
                _steps.Add(step);
            }
        }

        var key = (sign.Kind, sign.Meaning.Says, sign.Names["user"] + sign.Names["offer"]);
        if (_signs.TryGetValue(key, out var known))
        {
            _signs[key] = known with { Count = known.Count + 1 };
        }
        else if (_signs.Count < MostSigns)
        {
            _signs.Add(key, sign);
        }
    }

    // ssh names its release first: what stands above is an earlier attempt.
    private void Restart()
    {
        _attempts++;
        _steps.Clear();
        foreach (
            var key in _signs
                .Where(one => one.Value.Place == SignPlace.Client)
                .Select(one => one.Key)
                .ToList()
        )
        {
            _ = _signs.Remove(key);
        }
    }

    // A transcript without a fault and without an end: it hangs where it stops.
    private IEnumerable<Sign> WithEnd(IOrderedEnumerable<Sign> signs)
    {
        var all = signs.ToList();
        return
            _steps is [.., var last]
            && !all.Exists(sign => !sign.Meaning.Suspects.IsEmpty)
            && StopMeanings.Of(last.Kind) is { } meaning
            ? all.Append(
                new Sign
                {
                    Place = SignPlace.Client,
                    Kind = "end_of_text",
                    Line = last.Number,
                    Text = last.Text,
                    Meaning = meaning,
                }
            )
            : all;
    }
}
