namespace Fleet.Lab;

public sealed partial class HostPlan
{
    private int dropIns;

    /// <summary>A file, with mode as chmod(1) takes it and owner as <c>user</c> or <c>user:group</c>.</summary>
    public HostPlan File(
        string path,
        string content,
        string mode = "0644",
        string owner = "root"
    ) => Step(root => root.Write(path, content, mode, owner));

    /// <summary>Adds to the end of a file, which is made where it is missing.</summary>
    public HostPlan Append(string path, string content) => Step(root => root.Append(path, content));

    public HostPlan Directory(string path, string mode = "0755", string owner = "root") =>
        Step(root => root.Directory(path, mode, owner));

    /// <summary>Changes mode and owner of what is there.</summary>
    public HostPlan Protect(string path, string mode, string owner = "root") =>
        Step(root => root.Protect(path, mode, owner));

    public HostPlan Link(string path, string target) => Step(root => root.Link(path, target));

    public HostPlan Delete(string path) => Step(root => root.Delete(path));

    /// <summary>Lines of sshd_config(5) in a drop-in of their own, read before the main file, so that they win; an earlier call wins over a later one.</summary>
    public HostPlan Sshd(params string[] lines) =>
        File($"/etc/ssh/sshd_config.d/{10 + dropIns++}-lab.conf", string.Join('\n', lines) + "\n");

    /// <summary>Adds a user with a home (0700), a group of the same name and no password.</summary>
    /// <param name="uid">Without one, the next free from 1000.</param>
    public HostPlan User(string name, string shell = "/bin/bash", int? uid = null) =>
        Step(root => Accounts.Add(root, name, shell, uid));

    public HostPlan Password(string user, string password) =>
        Step(root => Accounts.SetPassword(root, user, password));

    /// <summary>Adds a user to a group, which is made where it is missing.</summary>
    public HostPlan InGroup(string user, string group) =>
        Step(root => Accounts.Join(root, user, group));

    /// <summary>Adds a line to <c>~/.ssh/authorized_keys</c> (0600, in a folder of 0700).</summary>
    public HostPlan AuthorizedKey(string user, string line) =>
        Step(root =>
        {
            var folder = $"{Accounts.Home(root, user)}/.ssh";
            var file = $"{folder}/authorized_keys";
            var before = root.Exists(file) ? root.Read(file) : "";
            root.Directory(folder, "0700", user);
            root.Write(file, $"{before}{line}\n", "0600", user);
        });
}
