using Fleet.Lab.Machine;

namespace Fleet.Lab;

/// <summary>
/// A host's file system seen from outside. Paths are the host's own (<c>/etc/hostname</c>); symbolic links resolve inside the host, so
/// <c>/var/run → /run</c> never leads to the machine's. Owners are names in the host's <c>/etc/passwd</c> and <c>/etc/group</c>.
/// </summary>
public sealed class HostRoot
{
    private readonly string root;

    internal HostRoot(string root) => this.root = root;

    /// <summary>Writes a file, with the folders above it (0755, root) where they are missing.</summary>
    /// <param name="mode">Permission bits in octal, as chmod(1) takes them: <c>"0640"</c>.</param>
    /// <param name="owner"><c>user</c> or <c>user:group</c>; without a group the user's own.</param>
    public void Write(string path, string content, string mode = "0644", string owner = "root")
    {
        var outside = Outside(path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(outside)!);
        File.WriteAllText(outside, content);
        Protect(path, mode, owner);
    }

    /// <summary>Puts a new file (0644, root) in the place of the old one at once, so that no reader sees half of it.</summary>
    internal void Replace(string path, string content)
    {
        var outside = Outside(path);
        File.WriteAllText($"{outside}.new", content);
        File.Move($"{outside}.new", outside, overwrite: true);
    }

    /// <summary>Adds to the end of a file that keeps its mode and owner; a missing one is made.</summary>
    public void Append(string path, string content) => File.AppendAllText(Outside(path), content);

    public void Directory(string path, string mode = "0755", string owner = "root")
    {
        System.IO.Directory.CreateDirectory(Outside(path));
        Protect(path, mode, owner);
    }

    public void Protect(string path, string mode, string owner)
    {
        var outside = Outside(path);
        var (user, group) = Accounts.Owner(this, owner);
        Libc.ChangeOwner(outside, user, group);
        File.SetUnixFileMode(outside, (UnixFileMode)Convert.ToInt32(mode, 8)); // after chown, which clears set-id bits
    }

    public void Link(string path, string target)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Outside(path))!);
        File.CreateSymbolicLink(Outside(path), target);
    }

    public string Read(string path) => File.ReadAllText(Outside(path));

    public bool Exists(string path) => Path.Exists(Outside(path));

    /// <summary>Removes a file, a link or a whole folder; what is not there is fine.</summary>
    public void Delete(string path)
    {
        var outside = Path.Join(Outside(Path.GetDirectoryName(path)!), Path.GetFileName(path)); // a link itself, not its target
        if (File.Exists(outside) || new FileInfo(outside).LinkTarget is not null)
        {
            File.Delete(outside);
        }
        else if (System.IO.Directory.Exists(outside))
        {
            System.IO.Directory.Delete(outside, recursive: true);
        }
    }

    /// <summary>Empties a folder and keeps it with its mode and owner.</summary>
    public void Clear(string path)
    {
        if (System.IO.Directory.Exists(Outside(path)))
        {
            foreach (var entry in System.IO.Directory.GetFileSystemEntries(Outside(path)))
            {
                Delete(Path.Join(path, Path.GetFileName(entry)));
            }
        }
    }

    /// <summary>The path as this process can open it.</summary>
    internal string Outside(string path)
    {
        var pending = new Stack<string>(Parts(path).Reverse());
        var inside = "/";
        for (var links = 0; pending.TryPop(out var part); )
        {
            var next =
                part == ".." ? Path.GetDirectoryName(inside) ?? "/" : Path.Join(inside, part);
            var target = part == ".." ? null : new FileInfo(root + next).LinkTarget;
            if (target is not null && ++links > 40)
            {
                throw new LabException($"{path}: too many symbolic links"); // as ELOOP, path_resolution(7)
            }
            inside =
                target is null ? next
                : target.StartsWith('/') ? "/"
                : inside;
            foreach (var step in Parts(target ?? "").Reverse())
            {
                pending.Push(step);
            }
        }
        return root + inside;
    }

    private static IEnumerable<string> Parts(string path) =>
        path.Split('/').Where(part => part is not ("" or "."));
}
