using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Access.KnownHosts;
using Fleet.Checks.Catalog.SshHostKeys;
using Fleet.Checks.Parsing.KnownHosts;

namespace Fleet.Checks.Catalog.SshClientKnownHosts;

/// <summary>Commands that set a client right about a host. Whose file it is runs them: <c>ssh-keygen -R</c> gives the file to who runs it.</summary>
public static class KnownHostMend
{
    private const string BestType = "ssh-ed25519";

    /// <summary>Commands in the order in which they are run.</summary>
    /// <param name="wrong">Names that stand wrong in the same lines.</param>
    /// <param name="keys">The host's own keys, one or more.</param>
    public static ImmutableArray<string> Commands(
        IReadOnlyList<KnownHostMismatch> wrong,
        IReadOnlyCollection<TrueHostKey> keys
    )
    {
        var first = wrong[0];
        var files = Files(first.Known.Source);
        if (first.Kind == KnownHostMismatchKind.Revoked)
        {
            var blob = keys.First(key => key.Fingerprint == first.Key.Fingerprint).Base64;
            return [.. files.Select(file => Unrevoke(file, blob, first.Host.Id))];
        }

        // ssh-keygen would take a pattern's whole line, and with it other hosts.
        var isPattern = FleetKnownHosts.IsPattern(first.Known.Hosts);
        if (isPattern && first.Kind == KnownHostMismatchKind.Stale)
        {
            return [.. files.Select(file => Unpattern(file, first))];
        }

        var line = Line(wrong, keys, isPattern);
        return
        [
            .. isPattern ? [] : files.Select(file => Remove(first.Name, file)),
            .. files
                .Take(1)
                .Select(file => $"echo {ShellWord.Quote(line)} >> {ShellWord.Quote(file)}"),
        ];
    }

    private static string Remove(string name, string file) =>
        $"ssh-keygen -R {ShellWord.Quote(name)} -f {ShellWord.Quote(file)}";

    /// <summary><c>ssh-keygen -R</c> leaves lines with a marker alone.</summary>
    private static string Unrevoke(string file, string blob, string host) =>
        $"sed -i {ShellWord.Quote($@"\|^[[:space:]]*@revoked .*{blob}|d")} {ShellWord.Quote(file)} # if the key is good after all; else give {ShellWord.Quote(host)} new host keys";

    private static string Unpattern(string file, KnownHostMismatch wrong) =>
        $"grep -nF {ShellWord.Quote(wrong.Known.Hosts)} {ShellWord.Quote(file)} # a pattern: take the line with {wrong.Key.Fingerprint} out by hand";

    private static string Line(
        IReadOnlyList<KnownHostMismatch> wrong,
        IReadOnlyCollection<TrueHostKey> keys,
        bool isPattern
    )
    {
        var key = keys.FirstOrDefault(key => key.Type == BestType) ?? keys.First();
        var first = wrong[0];
        if (KnownHostName.IsHashed(first.Known.Hosts) && first.StandsInFor == 0 && !isPattern)
        {
            // The same hash says the same name.
            return $"{first.Known.Hosts} {key.Type} {key.Base64}";
        }

        var names = wrong.Select(one =>
            one.StandsInFor == 0 ? one.Name : KnownHostName.Of(one.Name, one.StandsInFor)
        );
        return KnownHostText.Plain(names.Distinct(), key.Type, key.Base64);
    }

    /// <summary>The files of <c>/path:3 /path:7</c>; paths may have blanks in them.</summary>
    internal static ImmutableArray<string> Files(string source)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        var begun = "";
        foreach (var word in source.Split(' '))
        {
            begun = begun.Length == 0 ? word : $"{begun} {word}";
            var colon = begun.LastIndexOf(':');
            if (colon > 0 && IsNumber(begun[(colon + 1)..]))
            {
                files.Add(begun[..colon]);
                begun = "";
            }
        }

        return [.. files.Distinct()];
    }

    private static bool IsNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
