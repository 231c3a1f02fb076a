using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Parsing.AuthorizedKeys;

namespace Fleet.Lab.Tests.Logins;

/// <summary>The model of logins says what a real sshd does with a real ssh, on hosts set up at random.</summary>
public sealed class LoginModelTests : LabTest
{
    private const int Sample = 64;
    private const int Full = 320;
    private const int FirstSeed = 20_000;

    /// <summary>What set-ups change, below <c>/</c>, and where it is kept as it was.</summary>
    private const string Kept =
        "etc/passwd etc/shadow etc/group etc/gshadow etc/shells etc/ssh etc/pam.d etc/security home/alice root/.ssh";

    private const string Before = "/var/tmp/before.tar";

    private static int Cases =>
        Environment.GetEnvironmentVariable("FLEET_TESTS_LONG") == "1" ? Full : Sample;

    /// <summary>So many answers may be unknown before the model is of no use.</summary>
    private const double MostUnknown = 0.1;

    [Fact]
    public async Task Yes_and_no_are_those_of_a_real_sshd()
    {
        var key = await Lab.NewKey("alice");
        await using var client = await Lab.StartClient("client");
        await using var web = await Lab.StartHost(
            "web-12",
            plan =>
                plan.NoSystemd()
                    .User("alice")
                    .User("bob")
                    .AuthorizedKey("alice", key.PublicLine)
                    .AuthorizedKey("root", key.PublicLine)
                    .File("/etc/ssh/revoked", key.PublicLine + "\n")
        );
        await web.DoAsync(
            "sh",
            "-c",
            $"tar -cpf {Before} -C / {Kept} 2> /dev/null; tar -tf {Before} > /dev/null"
        );
        var (asked, yes, unknown) = (0, 0, 0);
        var wrong = new List<string>();
        for (var seed = FirstSeed; seed < FirstSeed + Cases; seed++)
        {
            var made = LoginCase.Make(seed, client.Address.ToString());
            await PrepareAsync(web, made, key);
            var model = StoredLogins.Model(
                await new HostFromOutside(web).LookAsync(),
                new ParsedTexts()
            );
            foreach (var user in LoginCase.Users)
            {
                var said = model.Ask(user, client.Address, Fingerprint(key));
                var did = await client.Ssh($"{user}@{web.Address}", key);
                asked++;
                yes += said.Verdict == LoginVerdict.Yes ? 1 : 0;
                unknown += said.Verdict == LoginVerdict.Unknown ? 1 : 0;
                if (
                    said.Verdict != LoginVerdict.Unknown
                    && (said.Verdict == LoginVerdict.Yes) != did.Succeeded
                )
                {
                    wrong.Add(
                        $"{made}\n  {user}: said {said.Verdict} by {said.Deciding}, ssh: {did.Exit} {did.Stderr.Trim()}"
                    );
                }
            }
        }

        Report(
            $"{asked} logins asked about in {Cases} set-ups: {wrong.Count} wrong, {yes} yes, {unknown} unknown"
        );
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(unknown, 0, asked * MostUnknown);
        Assert.InRange(yes, asked / 10, asked);
    }

    private static string Fingerprint(SshKeyPair key) =>
        AuthorizedKeysFile.Parse(key.PublicLine).Keys[0].Key.Fingerprint;

    private static async Task PrepareAsync(LabHost web, LoginCase made, SshKeyPair key)
    {
        await web.DoAsync(
            "sh",
            "-c",
            $"""
            pid=$(cat /run/sshd.pid) && kill $pid
            while [ -d /proc/$pid ]; do sleep 0.01; done
            cd / && rm -rf run/sshd.pid srv/keys etc/hosts.deny etc/hosts.allow etc/nologin {Kept}
            chmod 0755 home && tar -xpf {Before} -C /
            """
        );
        web.WriteFile("/etc/ssh/sshd_config.d/10-case.conf", string.Join('\n', made.Sshd) + "\n");
        web.WriteFile(
            "/home/alice/.ssh/authorized_keys",
            $"{made.KeyOptions} {key.PublicLine}\n".TrimStart(),
            "0600",
            "alice"
        );
        foreach (var command in made.Commands)
        {
            await web.DoAsync("sh", "-c", command);
        }

        await web.DoAsync(
            "sh",
            "-c",
            "/usr/sbin/sshd && while [ ! -s /run/sshd.pid ]; do sleep 0.01; done"
        );
    }
}
