using System.Collections.Immutable;

namespace Fleet.Lab.Tests.StrictModes;

/// <summary>One user's home, .ssh and key file with one good key in it: the plain tree, and what is twisted about it.</summary>
internal sealed record Tree(ImmutableArray<Twist> Twists)
{
    private const int Most = 4;

    /// <summary>Shell functions that every tree's script uses; they never follow a link that the tree itself is.</summary>
    public const string Prelude = """
        usermod_home() { sed -i "s|^$1:\([^:]*:[^:]*:[^:]*:[^:]*\):[^:]*:|$1:\1:$2:|" /etc/passwd; }
        group_members() { sed -i "s|^$1:\(.*\):[^:]*\$|$1:\1:$2|" /etc/group; }
        own() { if [ -d "$2" ] || [ -f "$2" ]; then chown "$1" "$2"; else chown -h "$1" "$2"; fi; }
        mode() { if [ -d "$2" ] || [ -f "$2" ]; then chmod "$1" "$2"; fi; }

        """;

    /// <summary>AuthorizedKeysFile for this user; empty for the default.</summary>
    public string KeysFile => Twists.Select(t => t.KeysFile).LastOrDefault(k => k.Length > 0, "");

    /// <summary>One to a few twists, each of another facet, in the order of <see cref="StrictModes.Twists.All"/>.</summary>
    public static Tree Draw(Random random)
    {
        var order = random.GetItems(StrictModes.Twists.All, random.Next(1, Most + 1));
        return new([
            .. order
                .DistinctBy(twist => twist.Facet)
                .OrderBy(twist => Array.IndexOf(StrictModes.Twists.All, twist)),
        ]);
    }

    /// <summary>Each tree that lacks one of the twists.</summary>
    public IEnumerable<Tree> Simpler() => Twists.Select(twist => new Tree(Twists.Remove(twist)));

    /// <summary>Makes the tree for a user who is in passwd already.</summary>
    public string Script(string user, string key) =>
        $"""
            u={user}; h=/home/$u; s=$h/.ssh; f=$s/authorized_keys
            mkdir -p "$s"; echo '{key}' > "$f"; chown -R $u: "$h"; chmod 755 "$h"; chmod 700 "$s"; chmod 600 "$f"
            {string.Join('\n', Twists.Select(twist => twist.Script))}

            """;

    public override string ToString() =>
        Twists.IsEmpty ? "the plain tree" : string.Join(", ", Twists.Select(twist => twist.Name));
}
