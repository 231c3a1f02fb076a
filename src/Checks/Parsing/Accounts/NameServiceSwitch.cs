using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>One line of nsswitch.conf(5).</summary>
/// <param name="Database"><c>passwd</c>, <c>hosts</c>.</param>
/// <param name="Services">Where it is looked up, in order, reactions in brackets left out.</param>
/// <param name="Reactions">The bracketed reactions, as written inside.</param>
public sealed record NameServiceEntry(
    string Database,
    ImmutableArray<string> Services,
    ImmutableArray<string> Reactions
);

/// <summary>/etc/nsswitch.conf: where names are looked up.</summary>
public sealed record NameServiceSwitch(ImmutableArray<NameServiceEntry> Entries)
{
    private static readonly string[] LocalServices = ["files", "compat", "systemd", "db"];

    public static NameServiceSwitch Parse(string text)
    {
        var entries = ImmutableArray.CreateBuilder<NameServiceEntry>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Split('#')[0];
            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                continue;
            }

            var services = ImmutableArray.CreateBuilder<string>();
            var reactions = ImmutableArray.CreateBuilder<string>();
            var rest = line.AsSpan(colon + 1).TrimStart();
            while (!rest.IsEmpty)
            {
                var isReaction = rest[0] == '[';
                var end = isReaction ? rest.IndexOf(']') : rest.IndexOfAny(" \t[");
                end = end < 0 ? rest.Length : end;
                (isReaction ? reactions : services).Add(
                    rest[..end].TrimStart('[').Trim().ToString()
                );
                rest = rest[Math.Min(rest.Length, isReaction ? end + 1 : end)..].TrimStart();
            }

            entries.Add(
                new NameServiceEntry(
                    line[..colon].Trim(),
                    services.ToImmutable(),
                    reactions.ToImmutable()
                )
            );
        }

        return new NameServiceSwitch(entries.ToImmutable());
    }

    /// <summary>The services of a database; <c>files</c> where it has no line.</summary>
    public ImmutableArray<string> Services(string database) =>
        Entries.FirstOrDefault(entry => entry.Database == database)?.Services ?? ["files"];

    /// <summary>True where all names of the database stand in this host's files.</summary>
    public bool IsLocal(string database) => Services(database).All(LocalServices.Contains);
}
