using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Catalog.SshPaths;

/// <summary>What a key file is, where it is not its real path that is told.</summary>
internal static class KeyFileState
{
    public const string Unreadable = "unreadable";
    public const string NotRegular = "not a regular file";
}

/// <summary>One account's keys, gathered over its files.</summary>
internal sealed class KeyFacts(string account, ObservationBuilder seen)
{
    private readonly SortedDictionary<string, (SortedSet<string> Values, string Source)> _keys =
        new(StringComparer.Ordinal);

    private string? _whyNot;

    public void Add(string path, FileContent file)
    {
        seen.Document(Document.Capped(path, file.Text));
        seen.Fact(
            PathsKey.Modified(account, path),
            file.Status.ModifiedAt.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture
            )
        );
        if (file.Truncated)
        {
            Cover(CoverageState.Truncated, $"{path}: larger than {file.Bytes.Length} bytes");
        }

        foreach (var key in AuthorizedKeysFile.Parse(file.Text).Keys)
        {
            if (!_keys.TryGetValue(key.Key.Fingerprint, out var held))
            {
                held = (new SortedSet<string>(StringComparer.Ordinal), $"{path}:{key.Line}");
                _keys[key.Key.Fingerprint] = held;
            }

            held.Values.Add($"{key.Key.Type.Name} {key.Options.Canonical()}".TrimEnd());
        }
    }

    /// <summary>A key on several lines has each line's options, since sshd tries them in turn.</summary>
    public void Write()
    {
        foreach (var (fingerprint, (values, source)) in _keys)
        {
            seen.Fact(PathsKey.Key(account, fingerprint), string.Join(" | ", values), source);
        }
    }

    /// <summary>Keys that are not told may exist all the same.</summary>
    public void Cover(CoverageState state, string reason) =>
        seen.Cover(PathsKey.Keys(account), state, reason);

    /// <summary>Not even which files there are can be told; the first reason stays.</summary>
    public void CoverFiles(string reason)
    {
        _whyNot ??= reason;
        Cover(CoverageState.Unreadable, _whyNot);
        seen.Cover(PathsKey.Files(account), CoverageState.Unreadable, _whyNot);
        seen.Cover(PathsKey.Modified(account), CoverageState.Unreadable, _whyNot);
    }
}
