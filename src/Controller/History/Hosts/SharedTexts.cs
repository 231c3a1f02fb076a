namespace Fleet.Controller.History.Hosts;

/// <summary>Hosts are alike: a text that many have is held once.</summary>
internal sealed class SharedTexts
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Of(string text)
    {
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        _known.Add(text);
        return text;
    }
}
