using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshDebug;

/// <summary>What <c>ssh -G HOST</c> prints (ssh(1)): one lower-case keyword and its value a line, lists on repeated lines.</summary>
public sealed class SshGOutput
{
    private readonly Dictionary<string, List<string>> _values = new(
        StringComparer.OrdinalIgnoreCase
    );

    private SshGOutput() { }

    /// <summary>Null where the text is no such output.</summary>
    public static SshGOutput? Read(string output)
    {
        var read = new SshGOutput();
        foreach (var line in output.Split('\n'))
        {
            var text = line.TrimEnd('\r');
            var blank = text.IndexOf(' ');
            if (blank <= 0)
            {
                continue;
            }

            if (!read._values.TryGetValue(text[..blank], out var values))
            {
                read._values[text[..blank]] = values = [];
            }

            values.Add(text[(blank + 1)..]);
        }

        return read._values.ContainsKey("hostname") && read._values.ContainsKey("port")
            ? read
            : null;
    }

    /// <summary>The first value; empty where the keyword is not printed.</summary>
    public string this[string keyword] =>
        _values.TryGetValue(keyword, out var values) ? values[0] : "";

    /// <summary>Every value, in order.</summary>
    public ImmutableArray<string> All(string keyword) =>
        _values.TryGetValue(keyword, out var values) ? [.. values] : [];

    /// <summary>A value that is a list joined by commas.</summary>
    public ImmutableArray<string> List(string keyword) =>
        [.. this[keyword].Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
