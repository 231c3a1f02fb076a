using System.Globalization;
using System.Security.Cryptography;
using Fleet.Lab.Machine;

namespace Fleet.Lab;

/// <summary>A host's accounts, kept in its files (passwd(5), shadow(5), group(5)) as useradd(8) would write them.</summary>
internal static class Accounts
{
    private const int FirstUser = 1000;

    /// <summary>Adds a user with a home (0700) and a group of the same name; no password, as <c>useradd -m</c>.</summary>
    public static void Add(HostRoot root, string name, string shell, int? uid)
    {
        var taken = Lines(root, "/etc/passwd")
            .Select(words => int.Parse(words[2], CultureInfo.InvariantCulture));
        var id =
            uid
            ?? taken.Where(other => other is >= FirstUser and < 60000).Append(FirstUser - 1).Max()
                + 1;
        root.Append("/etc/passwd", $"{name}:x:{id}:{id}::/home/{name}:{shell}\n");
        root.Append("/etc/group", $"{name}:x:{id}:\n");
        root.Append("/etc/shadow", $"{name}:!:20000:0:99999:7:::\n");
        root.Directory($"/home/{name}", "0700", name);
        foreach (var skeleton in (string[])[".profile", ".bashrc"])
        {
            if (root.Exists($"/etc/skel/{skeleton}"))
            {
                root.Write(
                    $"/home/{name}/{skeleton}",
                    root.Read($"/etc/skel/{skeleton}"),
                    "0644",
                    name
                );
            }
        }
    }

    public static void SetPassword(HostRoot root, string name, string password)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        Replace(root, "/etc/shadow", name, words => words[1] = Libc.HashPassword(password, salt));
    }

    /// <summary>Locks every password of the machine, so that none of its hashes is in a host.</summary>
    public static void ForgetPasswords(HostRoot root)
    {
        var lines = Lines(root, "/etc/shadow")
            .Select(words => words[1].StartsWith('$') ? [words[0], "!", .. words[2..]] : words);
        Save(root, "/etc/shadow", lines);
    }

    /// <summary>Adds a user to a group, which is made where it is missing.</summary>
    public static void Join(HostRoot root, string name, string group)
    {
        var groups = Lines(root, "/etc/group").ToArray();
        if (!groups.Any(words => words[0] == group))
        {
            var last = groups
                .Select(words => int.Parse(words[2], CultureInfo.InvariantCulture))
                .Where(id => id < 60000)
                .Max();
            root.Append("/etc/group", $"{group}:x:{last + 1}:\n");
        }
        Replace(
            root,
            "/etc/group",
            group,
            words => words[3] = words[3] == "" ? name : $"{words[3]},{name}"
        );
    }

    public static string Home(HostRoot root, string name) => Find(root, "/etc/passwd", name)[5];

    public static (int User, int Group) Owner(HostRoot root, string owner)
    {
        if (owner is "root" or "root:root")
        {
            return (0, 0);
        }
        var names = owner.Split(':');
        var user = Find(root, "/etc/passwd", names[0]);
        var group = names.Length > 1 ? Find(root, "/etc/group", names[1])[2] : user[3];
        return (
            int.Parse(user[2], CultureInfo.InvariantCulture),
            int.Parse(group, CultureInfo.InvariantCulture)
        );
    }

    private static string[] Find(HostRoot root, string file, string name) =>
        Lines(root, file).FirstOrDefault(words => words[0] == name)
        ?? throw new LabException(
            $"{file} of the host has no '{name}': add it with User(\"{name}\") before it is used"
        );

    private static IEnumerable<string[]> Lines(HostRoot root, string file) =>
        root.Read(file)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':'));

    private static void Replace(HostRoot root, string file, string name, Action<string[]> change)
    {
        Find(root, file, name);
        var lines = Lines(root, file).ToArray();
        change(lines.Single(words => words[0] == name));
        Save(root, file, lines);
    }

    private static void Save(HostRoot root, string file, IEnumerable<string[]> lines)
    {
        var text = string.Concat(lines.Select(words => string.Join(':', words) + "\n"));
        File.WriteAllText(root.Outside(file), text); // keeps mode and owner
    }
}
