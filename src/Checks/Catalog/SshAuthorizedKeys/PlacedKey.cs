using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshPaths;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Checks.Catalog.SshAuthorizedKeys;

/// <summary>A key that a line of an account's key file gives.</summary>
/// <param name="Account">Whom it lets in.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line.</param>
internal sealed record PlacedKey(string Account, string Path, AuthorizedKey Line)
{
    public string Fingerprint => Line.Key.Fingerprint;

    public string Source => $"{Path}:{Line.Line}";

    /// <summary>Findings speak of an account's key.</summary>
    public string Subject => $"{Account} {Fingerprint}";

    public ImmutableArray<string> FactKeys => [PathsKey.Key(Account, Fingerprint)];

    /// <summary>Removes the line.</summary>
    public string Removal => $"sed -i '{Line.Line}d' {ShellWord.Quote(Path)}";

    /// <summary>Every key of every account that ssh.paths sees now, in order; the first of lines that give one account one key with the same options.</summary>
    public static IEnumerable<PlacedKey> All(JudgeInput input) =>
        AccountView
            .All(input)
            .Where(account => !account.IsStale)
            .SelectMany(account =>
                account
                    .Files.Where(file => file.RealPath is not null)
                    .SelectMany(file => Of(input, account.Name, file.Path))
            );

    private static IEnumerable<PlacedKey> Of(JudgeInput input, string account, string path) =>
        input.Documents.TryGetValue(path, out var document)
            ? AuthorizedKeysFile
                .Parse(
                    document.Truncated
                        ? document.Body[..(document.Body.LastIndexOf('\n') + 1)]
                        : document.Body
                )
                .Keys.Select(line => new PlacedKey(account, path, line))
            : [];
}
