using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Parsing.Machine;

/// <summary>A mounted file system: a line of <c>/proc/PID/mounts</c> (proc_pid_mounts(5), fstab(5)).</summary>
/// <param name="Point">Where it is mounted, escapes undone.</param>
/// <param name="Type"><c>ext4</c>, <c>nfs4</c>.</param>
/// <param name="Options">In the kernel's order.</param>
public sealed record Mount(string Point, string Type, ImmutableArray<string> Options)
{
    private static readonly HashSet<string> NetworkTypes = new(StringComparer.Ordinal)
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "fuse.glusterfs",
        "fuse.sshfs",
        "gfs2",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb3",
    };

    /// <summary>Nothing can be written: mounted so, made so after an error, or ext4's state after one (<c>emergency_ro</c>, Linux 6.15).</summary>
    public bool IsReadOnly => Options.Contains("ro") || Options.Contains("emergency_ro");

    /// <summary>Its files are on another machine: a question to it may hang.</summary>
    public bool IsOnNetwork => NetworkTypes.Contains(Type);
}

/// <summary>What is mounted where.</summary>
public sealed class MountTable
{
    private readonly Dictionary<string, Mount> _byPoint = new(StringComparer.Ordinal);

    private MountTable() { }

    public IEnumerable<Mount> All => _byPoint.Values;

    /// <summary>Reads the table. Of two mounts on one point the later one hides the earlier; autofs waits there for the real one and is skipped.</summary>
    public static MountTable Parse(string text)
    {
        var table = new MountTable();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split(' ');
            if (fields.Length >= 4 && fields[1].StartsWith('/') && fields[2] != "autofs")
            {
                var point = Unescape(fields[1]);
                table._byPoint[point] = new Mount(point, fields[2], [.. fields[3].Split(',')]);
            }
        }

        return table;
    }

    /// <summary>The mount that a path without symbolic links lies on; null where the table has none.</summary>
    public Mount? Over(string path)
    {
        for (var at = path.Length > 1 ? path.TrimEnd('/') : path; ; at = Parent(at))
        {
            if (_byPoint.TryGetValue(at.Length == 0 ? "/" : at, out var mount))
            {
                return mount;
            }

            if (at.Length <= 1)
            {
                return null;
            }
        }
    }

    private static string Parent(string path) =>
        path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    /// <summary>The kernel writes space, tab, newline, backslash and hash as <c>\ooo</c> of the byte (mangle_path in fs/seq_file.c).</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 3 < text.Length && IsOctal(text.AsSpan(at + 1, 3)))
            {
                plain.Append(
                    (char)(
                        ((text[at + 1] - '0') << 6)
                        | ((text[at + 2] - '0') << 3)
                        | (text[at + 3] - '0')
                    )
                );
                at += 3;
            }
            else
            {
                plain.Append(text[at]);
            }
        }

        return plain.ToString();
    }

    private static bool IsOctal(ReadOnlySpan<char> digits) =>
        digits[0] is >= '0' and <= '3' && !digits.ContainsAnyExceptInRange('0', '7');
}
