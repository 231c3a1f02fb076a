using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>What texts mean, remembered by their hash: the hosts of a fleet have most of them in common. For one thread; it forgets all once it holds <see cref="Most"/>.</summary>
public sealed class ParsedTexts
{
    /// <summary>So many results are kept.</summary>
    public const int Most = 4096;

    private readonly Dictionary<(Type Kind, string Hash), object> _known = [];

    /// <summary>The meaning of documents together.</summary>
    public T Of<T>(IEnumerable<Document> documents, Func<T> read)
        where T : class
    {
        var key = (
            typeof(T),
            string.Join('\n', documents.Select(document => $"{document.Name}\t{document.Hash}"))
        );
        if (_known.TryGetValue(key, out var known))
        {
            return (T)known;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        var meaning = read();
        _known[key] = meaning;
        return meaning;
    }
}
