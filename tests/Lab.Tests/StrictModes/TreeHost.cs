using System.Globalization;
using Fleet.Lab.Tests.Stories;

namespace Fleet.Lab.Tests.StrictModes;

/// <summary>What sshd did with a tree, and what <c>fleet-agent check</c> says of it.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="LetIn">True where a real ssh with the key got in.</param>
/// <param name="Accepted">True where ssh.paths finds nothing that keeps the key from working.</param>
/// <param name="Findings">Its findings.</param>
internal sealed record Compared(Tree Tree, bool LetIn, bool Accepted, string Findings)
{
    public bool Agree => LetIn == Accepted;

    public override string ToString() =>
        $"{Tree}\n    sshd {(LetIn ? "lets in" : "refuses")}; fleet: {Findings}";
}

/// <summary>A host where each tree is one user's, one sshd for all of them, and one real login each.</summary>
internal static class TreeHost
{
    private const int FirstUid = 20_000;
    private const string Key = "/root/.ssh/trees";

    private const string Logins = $$"""
        xargs -a /root/users -P 4 -I '{}' sh -c 'if ssh -F none -n -i {{Key}} -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "{}@127.0.0.1" true 2>/dev/null; then echo "{} in"; else echo "{} out"; fi'
        """;

    /// <summary>Makes the trees, logs in to each, and asks the agent.</summary>
    public static async Task<Compared[]> CompareAsync(
        Lab lab,
        SshKeyPair key,
        IReadOnlyList<Tree> trees
    )
    {
        await using var host = await lab.StartHost("trees", plan => Plan(plan, trees, key));
        var script =
            Tree.Prelude
            + string.Concat(trees.Select((tree, at) => tree.Script(Name(at), key.PublicLine)));
        await host.RunAsync(["sh"], script);
        var logins = await host.RunAsync(["sh", "-c", Logins], limit: TimeSpan.FromMinutes(5));
        var letIn = logins
            .OrThrow("logins")
            .Stdout.Split('\n')
            .Where(line => line.EndsWith(" in", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0])
            .ToHashSet(StringComparer.Ordinal);
        var report = await LocalReport.OfAsync(host, null, "--check", "ssh.paths");
        return
        [
            .. trees.Select((tree, at) => Read(tree, Name(at), letIn.Contains(Name(at)), report)),
        ];
    }

    private static void Plan(HostPlan plan, IReadOnlyList<Tree> trees, SshKeyPair key)
    {
        plan.NoSystemd();
        plan.File(Key, key.PrivateKey, "0600");
        plan.User("mallory").InGroup("mallory", "team").InGroup("mallory", "nobody-in-it");
        var users = Enumerable
            .Range(0, trees.Count)
            .Select(at => (Name: Name(at), Uid: FirstUid + at));
        foreach (
            var (file, line) in (ReadOnlySpan<(string, Func<string, int, string>)>)
                [
                    ("/etc/passwd", (user, uid) => $"{user}:x:{uid}:{uid}::/home/{user}:/bin/sh"),
                    ("/etc/group", (user, uid) => $"{user}:x:{uid}:"),
                    ("/etc/shadow", (user, _) => $"{user}:*:20000:0:99999:7:::"),
                    ("/root/users", (user, _) => user),
                ]
        )
        {
            plan.Append(
                file,
                string.Concat(users.Select(user => line(user.Name, user.Uid) + "\n"))
            );
        }

        plan.Sshd([
            "UsePAM no",
            "PasswordAuthentication no",
            "MaxStartups 1000",
            .. trees.SelectMany(
                (tree, at) =>
                    (string[])(
                        tree.KeysFile.Length == 0
                            ? []
                            : [$"Match User {Name(at)}", $"AuthorizedKeysFile {tree.KeysFile}"]
                    )
            ),
        ]);
    }

    private static Compared Read(Tree tree, string user, bool letIn, LocalReport report)
    {
        var findings = new[] { "ssh.paths/strict_modes", "ssh.paths/readable" }
            .SelectMany(report.Findings)
            .Where(finding => finding.Split(' ')[1] == user)
            .ToArray();
        var accepted =
            findings.Length == 2
            && findings.All(finding =>
                finding.Contains(" pass: ", StringComparison.Ordinal)
                && !finding.EndsWith(" has no key file", StringComparison.Ordinal)
            );
        return new(tree, letIn, accepted, string.Join("; ", findings));
    }

    private static string Name(int at) =>
        string.Create(CultureInfo.InvariantCulture, $"t{at:0000}");
}
