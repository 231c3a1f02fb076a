using System.Collections.Frozen;
using System.Globalization;

namespace Fleet.Checks.Parsing.Machine;

/// <summary>Named numbers as the kernel prints them, one a line: <c>/proc/meminfo</c> (<c>MemTotal:  4028544 kB</c>), <c>/proc/vmstat</c> and a control group's <c>pids.events</c> (<c>oom_kill 3</c>).</summary>
public sealed class KernelNumbers
{
    private readonly FrozenDictionary<string, long> _numbers;

    private KernelNumbers(FrozenDictionary<string, long> numbers) => _numbers = numbers;

    /// <summary>A number in its own unit (kB in meminfo); null where this kernel has none.</summary>
    public long? this[string name] => _numbers.TryGetValue(name, out var number) ? number : null;

    public static KernelNumbers Parse(string text)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var end = line.IndexOfAny(' ', ':', '\t');
            if (end <= 0)
            {
                continue;
            }

            var rest = line[(end + 1)..].Trim();
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (
                long.TryParse(
                    digits < 0 ? rest : rest[..digits],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
            {
                numbers[line[..end].ToString()] = number;
            }
        }

        return new KernelNumbers(numbers.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
