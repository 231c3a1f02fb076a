using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Fail2ban;

/// <summary>A jail's setting, interpolated.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Source">The file and line that set it.</param>
public readonly record struct JailSetting(string Value, string Source);

/// <summary>
/// The settings of fail2ban's jails over all files, read in its order: later files win, an option of [DEFAULT] holds for every jail, <c>%(name)s</c>, <c>%(section/name)s</c> and
/// <c>%(known/name)s</c> are replaced (jail.conf(5); <c>configparserinc.py</c>).
/// </summary>
public sealed class JailSettings
{
    private const string Default = "DEFAULT";
    private const int MostDepth = 10;

    private readonly Dictionary<(string Section, string Name), JailSetting> _options = [];
    private readonly List<string> _sections = [];

    /// <summary>The jails that any file names, in the order of their first mention.</summary>
    public IEnumerable<string> Jails =>
        _sections.Where(name => name is not (Default or "INCLUDES"));

    /// <summary>Adds a file behind those before it.</summary>
    public void Add(string path, ImmutableArray<IniOption> options)
    {
        foreach (var (section, name, value, line) in options)
        {
            if (!_sections.Contains(section))
            {
                _sections.Add(section);
            }

            if (_options.TryGetValue((section, name), out var known))
            {
                _options[(section, $"known/{name}")] = known;
            }

            _options[(section, name)] = new JailSetting(value, $"{path}:{line}");
        }
    }

    /// <summary>A setting of a jail; null where no file sets it, or where it refers to what is not there.</summary>
    public JailSetting? this[string jail, string name] =>
        Find(jail, name) is { } found && Interpolate(jail, found.Value, 0) is { } value
            ? found with
            {
                Value = value,
            }
            : null;

    /// <summary>A setting that says yes (<c>ConfigReader</c>, bool).</summary>
    public bool IsOn(string jail, string name) =>
        this[jail, name]?.Value.ToLowerInvariant() is "1" or "true" or "yes" or "on";

    private JailSetting? Find(string section, string name) =>
        _options.TryGetValue((section, name), out var own) ? own
        : _options.TryGetValue((Default, name), out var shared) ? shared
        : null;

    private string? Interpolate(string section, string value, int depth)
    {
        var text = new System.Text.StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            var rest = value.AsSpan(at);
            if (rest.StartsWith("%%"))
            {
                at++;
                text.Append('%');
            }
            else if (rest.StartsWith("%(") && rest.IndexOf(")s") is > 0 and var end)
            {
                var name = rest[2..end].ToString().ToLowerInvariant();
                if (depth == MostDepth || Named(section, name, depth) is not { } inner)
                {
                    return null;
                }

                text.Append(inner);
                at += end + 1;
            }
            else
            {
                text.Append(value[at]);
            }
        }

        return text.ToString();
    }

    private string? Named(string section, string name, int depth)
    {
        if (name == "__name__")
        {
            return section;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var isElsewhere = slash > 0 && !name.StartsWith("known/", StringComparison.Ordinal);
        var from =
            !isElsewhere ? section
            : name[..slash] is "default" ? Default
            : name[..slash];
        var found = Find(from, isElsewhere ? name[(slash + 1)..] : name);
        return found is { } setting ? Interpolate(section, setting.Value, depth + 1) : null;
    }
}
