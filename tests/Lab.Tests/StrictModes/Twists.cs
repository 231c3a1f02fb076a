namespace Fleet.Lab.Tests.StrictModes;

/// <summary>Everything that a generated tree may have about it, in the order in which a tree is made.</summary>
internal static class Twists
{
    private static readonly string[] Modes =
    [
        "0700",
        "0711",
        "0750",
        "0770",
        "0775",
        "0777",
        "1777",
        "2775",
        "0707",
        "0720",
        "0500",
        "0000",
    ];

    private static readonly string[] FileModes =
    [
        "0644",
        "0640",
        "0660",
        "0664",
        "0666",
        "0400",
        "0000",
        "0200",
        "0622",
        "0060",
        "4755",
    ];

    private static readonly string[] Owners = ["root", "mallory", "54321"];

    private static readonly string[] Groups = ["team", "root", "nobody-in-it", "54321"];

    /// <summary>In the order in which they are applied: places before modes, modes before owners, access lists last.</summary>
    public static Twist[] All { get; } =
    [
        .. Homes(),
        .. KeyFiles(),
        .. Members(),
        .. Links(),
        .. Kinds(),
        .. Changes("home", "$h", Modes),
        .. Changes(".ssh", "$s", Modes),
        .. Changes("key file", "$f", FileModes),
        .. AccessLists(),
        new("end", "the home is gone", "rm -rf \"$h\""),
    ];

    private static IEnumerable<Twist> Homes() =>
        [
            Home("with a slash at its end", "/home/$u/"),
            Home("with .. in it", "/home/../home/$u"),
            Home("with // in it", "/home//$u"),
            new(
                "passwd",
                "the home is a link",
                "mkdir -p /srv/homes; mv /home/$u /srv/homes/$u; ln -s /srv/homes/$u /home/$u"
            ),
            new("passwd", "the home is below a link", Below("/srv/link", "/srv/linked", "0755")),
            new("passwd", "the home is below a team's folder", Below("/srv/team", "", "2775")),
            new("passwd", "the home is below everybody's folder", Below("/srv/open", "", "0777")),
            new("passwd", "the home is below a sticky folder", Below("/srv/sticky", "", "1777")),
            Home("is empty", ""),
            Home("is /", "/"),
        ];

    private static Twist Home(string name, string path) =>
        new("passwd", $"the home in passwd {name}", $"usermod_home $u \"{path}\"");

    private static string Below(string folder, string real, string mode) =>
        real.Length > 0
            ? $"mkdir -p {real}; ln -sfn {real} {folder}; mv /home/$u {folder}/$u; usermod_home $u {folder}/$u; {At(folder)}"
            : $"mkdir -p {folder}; chgrp team {folder}; chmod {mode} {folder}; mv /home/$u {folder}/$u; usermod_home $u {folder}/$u; {At(folder)}";

    private static string At(string folder) => $"h={folder}/$u; s=$h/.ssh; f=$s/authorized_keys";

    private static IEnumerable<Twist> KeyFiles() =>
        [
            Keys("/etc/keys/%u", "/etc/keys/$u"),
            Keys("%h/.keys/%U", "$h/.keys/$(id -u $u)"),
            Keys(".ssh/keys/%u.pub", "$h/.ssh/keys/$u.pub"),
            Keys("keys%%1", "$h/keys%1"),
            Keys("/srv/everybody/%u", "/srv/everybody/$u", "chmod 0777 /srv/everybody"),
            Keys("/srv/temporary/%u", "/srv/temporary/$u", "chmod 1777 /srv/temporary"),
            Keys(
                "/srv/closed/%u",
                "/srv/closed/$u",
                "chown root:root /srv/closed; chmod 0700 /srv/closed"
            ),
            Keys("/etc/absent/%u .ssh/authorized_keys", "$h/.ssh/authorized_keys"),
            new("where", "AuthorizedKeysFile none", "", "none"),
            new("where", "AuthorizedKeysFile elsewhere", "", "/etc/elsewhere/%u"),
            new(
                "where",
                "authorized_keys2",
                "mv \"$f\" \"$s/authorized_keys2\"; f=\"$s/authorized_keys2\""
            ),
        ];

    private static Twist Keys(string pattern, string path, string then = ":") =>
        new(
            "where",
            $"AuthorizedKeysFile {pattern}",
            $"n=\"{path}\"; mkdir -p \"$(dirname \"$n\")\"; case $n in $h/*) chown $u: \"$(dirname \"$n\")\";; esac; [ \"$n\" = \"$f\" ] || mv \"$f\" \"$n\"; f=\"$n\"; {then}",
            pattern
        );

    private static IEnumerable<Twist> Members() =>
        [
            new("members", "the user's group has mallory in it", "group_members $u mallory"),
            new("members", "the user's group has the user in it", "group_members $u $u"),
            new("members", "the user's group has two in it", "group_members $u $u,mallory"),
            new("members", "the user's group has root in it", "group_members $u root"),
            new(
                "members",
                "the user's group is another's primary one",
                "echo \"$u-x:x:$(($(id -u $u) + 5000)):$(id -u $u)::/nonexistent:/usr/sbin/nologin\" >> /etc/passwd"
            ),
            new(
                "members",
                "another account has the user's uid and group",
                "echo \"$u-twin:x:$(id -u $u):$(id -u $u)::/nonexistent:/usr/sbin/nologin\" >> /etc/passwd"
            ),
        ];

    private static IEnumerable<Twist> Links() =>
        [
            new(".ssh link", ".ssh is a link out of the home", Moved("$s", "/srv/out/$u")),
            new(".ssh link", ".ssh is a link into everybody's folder", Moved("$s", "/srv/any/$u")),
            new(
                ".ssh link",
                ".ssh is a relative link",
                "mv \"$s\" \"$h/.dot\" && ln -s .dot \"$s\""
            ),
            new("file link", "the file is a link out", Moved("$f", "/srv/out/$u.keys")),
            new(
                "file link",
                "the file is a link into everybody's folder",
                Moved("$f", "/srv/any/$u.keys")
            ),
            new("file link", "the file is a link into the home", Moved("$f", "$h/k")),
            new(
                "file link",
                "the file is a link to a link",
                "mv \"$f\" \"$h/k\"; ln -s \"$h/k\" \"$h/l\"; ln -s \"$h/l\" \"$f\""
            ),
            new("file link", "the file has a second name", "ln \"$f\" \"$h/k\""),
        ];

    // /srv/any is writable by everybody, /srv/out by root only.
    private static string Moved(string what, string to) =>
        $"mkdir -p /srv/out /srv/any; chmod 0755 /srv/out; chmod 0777 /srv/any; mv \"{what}\" \"{to}\" && ln -s \"{to}\" \"{what}\"";

    private static IEnumerable<Twist> Kinds() =>
        [
            new("kind", "the file is missing", "rm -f \"$f\""),
            new("kind", "the file is a pipe", "rm -f \"$f\"; mkfifo \"$f\"; chown $u: \"$f\""),
            new("kind", "the file is a folder", "rm -f \"$f\"; mkdir \"$f\"; chown $u: \"$f\""),
            new("kind", "the file is a dangling link", "rm -f \"$f\"; ln -s /nowhere/k \"$f\""),
            new("kind", "the file is a loop", "rm -f \"$f\"; ln -s \"$f\" \"$f\""),
            new("kind", "the file is /dev/null", "rm -f \"$f\"; ln -s /dev/null \"$f\""),
            new("kind", ".ssh is a file", "rm -rf \"$s\"; touch \"$s\""),
        ];

    private static IEnumerable<Twist> Changes(string what, string path, string[] modes) =>
        [
            .. Owners.Select(owner => new Twist(
                $"{what} owner",
                $"{what} of {owner}",
                $"own {owner} \"{path}\""
            )),
            .. Groups.Select(group => new Twist(
                $"{what} group",
                $"{what} of group {group}",
                $"own :{group} \"{path}\""
            )),
            .. modes.Select(mode => new Twist(
                $"{what} mode",
                $"{what} {mode}",
                $"mode {mode} \"{path}\""
            )),
        ];

    private static IEnumerable<Twist> AccessLists() =>
        [
            Acl("mallory may write in the home", "-m u:mallory:rwx \"$h\""),
            Acl(
                "mallory may write in the home, and a mask forbids it",
                "-m u:mallory:rwx,m::r-x \"$h\""
            ),
            Acl("mallory may read .ssh", "-m u:mallory:r-x \"$s\""),
            Acl("the team may write in .ssh", "-m g:team:rwx \"$s\""),
            Acl("mallory may write the file", "-m u:mallory:rw \"$f\""),
            Acl("mallory may read the file", "-m u:mallory:r \"$f\""),
            Acl("the user may read the file", "-m \"u:$u:r\" \"$f\""),
            Acl("the user may not read the file", "-m \"u:$u:---\" \"$f\""),
            Acl("the user may go through .ssh", "-m \"u:$u:rx\" \"$s\""),
            Acl("the home's children are the team's", "-m d:g:team:rwx \"$h\""),
        ];

    private static Twist Acl(string name, string arguments) =>
        new("acl", name, $"setfacl {arguments}");
}
