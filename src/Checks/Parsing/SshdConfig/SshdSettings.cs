using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Turns the lines that count into canonical settings, defaults included.</summary>
internal sealed class SshdSettings
{
    private readonly Dictionary<string, SshdSetting> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SshdSource> _unsureSources = new(StringComparer.Ordinal);
    private readonly List<string> _unsure = [];

    public void Add(SshdKeyword keyword, SshdCollected collected, OpenSshVersion version)
    {
        var source = collected.Directives.IsEmpty
            ? (SshdSource?)null
            : collected.Directives[0].Source;
        var lines = Lines(keyword, collected, version);
        if (!collected.Sure || lines is null)
        {
            _unsure.Add(keyword.Name);
            if (source is { } known)
            {
                _unsureSources[keyword.Name] = known;
            }
        }
        else if (!lines.Value.IsEmpty)
        {
            _settings[keyword.Name] = new SshdSetting(keyword.Name, lines.Value, source);
        }
    }

    public SshdEffective ToEffective()
    {
        Listen();
        return new SshdEffective(_settings.Values, _unsure) { UnsureSources = _unsureSources };
    }

    // Null: cannot be told. Empty: nothing is set, and nothing printed.
    private static ImmutableArray<string>? Lines(
        SshdKeyword keyword,
        SshdCollected collected,
        OpenSshVersion version
    )
    {
        if (collected.Directives.IsEmpty)
        {
            return keyword.SilentWhenUnset || keyword.Kind == SshdValueKind.ListenAddress ? []
                // Distributions carry keywords back: whether an older release prints the default is not known.
                : version < keyword.Since ? null
                : SshdDefaults.Of(keyword, version) is { } value ? [.. value.Split('\n')]
                : null;
        }

        if (
            keyword.Kind
                is SshdValueKind.Algorithms
                    or SshdValueKind.Depends
                    or SshdValueKind.Quality
                    or SshdValueKind.NetBlockSize
            && collected.Directives[0].Printed.IsEmpty
        )
        {
            return null;
        }

        return [.. collected.Directives.SelectMany(directive => directive.Printed)];
    }

    private void Listen()
    {
        if (_unsure.Contains("ListenAddress"))
        {
            return;
        }

        var own = _settings.GetValueOrDefault("ListenAddress");
        var sockets =
            _settings.TryGetValue("Port", out var ports)
            && _settings.TryGetValue("AddressFamily", out var family)
                ? SshdListen.Sockets(own?.Lines ?? [], ports.Lines, family.Value)
                : [];
        _ = _settings.Remove("ListenAddress");
        if (sockets.IsEmpty)
        {
            _unsure.Add("ListenAddress");
            return;
        }

        _settings["ListenAddress"] = new SshdSetting(
            "ListenAddress",
            sockets,
            own?.Source ?? ports?.Source
        );
    }
}
