using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>What is set so far while ssh reads: options keep the first value; what a section might set, whose criteria cannot be told, is remembered as a doubt.</summary>
internal sealed class ClientState
{
    /// <summary>The second word of RekeyLimit has a place of its own.</summary>
    private const string RekeyInterval = "RekeyLimit interval";

    private readonly Dictionary<string, ImmutableArray<ClientEffectiveLine>> _values = new(
        StringComparer.Ordinal
    );

    private readonly Dictionary<
        string,
        List<(ImmutableArray<ClientEffectiveLine> Lines, string Reason)>
    > _doubts = new(StringComparer.Ordinal);

    private string? _gap;

    /// <summary>The entries of a place; none where nothing set it.</summary>
    public ImmutableArray<ClientEffectiveLine> this[string place] =>
        _values.GetValueOrDefault(place, []);

    /// <summary>Why a place's value cannot be told; null where it can.</summary>
    public string? Doubt(string place)
    {
        var value = this[place];
        if (_doubts.TryGetValue(place, out var doubts))
        {
            foreach (var (lines, reason) in doubts)
            {
                if (
                    lines.IsDefault
                    || !lines
                        .Select(line => line.Text)
                        .SequenceEqual(value.Select(line => line.Text), StringComparer.Ordinal)
                )
                {
                    return reason;
                }
            }
        }

        return value.IsEmpty ? _gap : null;
    }

    /// <summary>Sets a place whatever stands there.</summary>
    public void Set(string place, string text) =>
        _values[place] = [new ClientEffectiveLine(text, null)];

    /// <summary>From here on anything that is not set could have been set by what could not be read.</summary>
    public void Gap(string reason) => _gap ??= reason;

    /// <summary>Takes a line.</summary>
    /// <param name="directive">The line.</param>
    /// <param name="owner">Whose file it stands in.</param>
    /// <param name="applies">Whether its sections apply; null: cannot be told.</param>
    /// <param name="reason">Why not.</param>
    public void Take(ClientDirective directive, ClientFileOwner owner, bool? applies, string reason)
    {
        var keyword = directive.Keyword;
        applies = keyword.Merge is ClientMerge.FirstAnywhere or ClientMerge.LastAnywhere
            ? true
            : applies;
        if (applies == false || directive.Values.IsEmpty)
        {
            return;
        }

        ImmutableArray<ClientEffectiveLine> lines =
        [
            .. directive.Values.Select(text => new ClientEffectiveLine(
                text,
                directive.Source,
                owner
            )),
        ];
        if (keyword.Kind == ClientValueKind.RekeyLimit)
        {
            First(keyword.Name, lines[..1], applies, reason);
            First(RekeyInterval, lines[1..], applies, reason);
        }
        else if (keyword.Merge == ClientMerge.LastAnywhere)
        {
            _values[keyword.Name] = lines;
        }
        else if (keyword.Merge == ClientMerge.All)
        {
            Add(keyword, lines, applies, reason);
        }
        else if (!IsTaken(keyword.Name))
        {
            First(keyword.Name, lines, applies, reason);
        }
    }

    /// <summary>Of a jump and a command the first counts; a jump to none keeps further jumps away, but no command.</summary>
    private bool IsTaken(string name) =>
        name switch
        {
            "ProxyJump" => !this["ProxyCommand"].IsEmpty,
            "ProxyCommand" => this["ProxyJump"] is [{ Text: not "none" }],
            _ => false,
        };

    /// <summary>Size and interval together, as they are one keyword.</summary>
    public ImmutableArray<ClientEffectiveLine> Rekey =>
        this["RekeyLimit"] is [var size]
            ? [size, .. this[RekeyInterval] is [var interval] ? [interval] : Zero]
            : [];

    private static ImmutableArray<ClientEffectiveLine> Zero => [new ClientEffectiveLine("0", null)];

    private void First(
        string place,
        ImmutableArray<ClientEffectiveLine> lines,
        bool? applies,
        string reason
    )
    {
        if (lines.IsEmpty || !this[place].IsEmpty)
        {
            return;
        }

        if (applies is null)
        {
            DoubtsOf(place).Add((lines, reason));
            return;
        }

        _values[place] = lines;
        if (_gap is { } gap)
        {
            DoubtsOf(place).Add((default, gap));
        }
    }

    private void Add(
        ClientKeyword keyword,
        ImmutableArray<ClientEffectiveLine> lines,
        bool? applies,
        string reason
    )
    {
        if (applies is null)
        {
            DoubtsOf(keyword.Name).Add((default, reason));
            return;
        }

        var value = this[keyword.Name];
        foreach (var line in lines)
        {
            if (keyword.Kind == ClientValueKind.SendEnv && line.Text[0] == '-')
            {
                value = value.RemoveAll(had => SshdPatterns.IsMatch(had.Text, line.Text.AsSpan(1)));
            }
            else if (keyword.Kind == ClientValueKind.SendEnv || !value.Any(had => Same(had, line)))
            {
                value = value.Add(line);
            }
        }

        _values[keyword.Name] = value;
    }

    private static bool Same(ClientEffectiveLine one, ClientEffectiveLine other) =>
        one.Text == other.Text && one.Owner == other.Owner;

    private List<(ImmutableArray<ClientEffectiveLine> Lines, string Reason)> DoubtsOf(string place)
    {
        if (!_doubts.TryGetValue(place, out var doubts))
        {
            _doubts[place] = doubts = [];
        }

        return doubts;
    }
}
