using System.Net;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.Logins;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Lab.Tests.Logins;

/// <summary>Before a file is installed the preflight says who loses and who gains; then it is installed, and a real ssh tries everybody.</summary>
public sealed class PreflightTests : LabTest
{
    private const string Main = "/etc/ssh/sshd_config";
    private static readonly string[] Users = ["alice", "bob", "root"];

    private static string[] Files(IPAddress client) =>
        [
            "",
            "AllowUsers bob",
            $"AllowUsers alice@{client} root",
            "AllowUsers alice@192.0.2.0/24 bob",
            "DenyGroups bob",
            "PermitRootLogin no",
            "PermitRootLogin yes\nPubkeyAuthentication no",
            "AuthorizedKeysFile none",
            "AuthorizedKeysFile %h/.ssh/authorized_keys",
            "AuthorizedKeysFile .ssh/other",
            "AuthenticationMethods publickey,password",
            "UsePAM no",
            "StrictModes yes",
            $"Match Address {client}\n AllowUsers root",
            "Match User alice\n PubkeyAuthentication no\nMatch User bob\n AuthorizedKeysFile none",
            "Match LocalPort 22\n DenyUsers alice",
            "ListenAddress 127.0.0.1",
            "RevokedKeys /etc/ssh/not-there",
            "PubkeyAcceptedAlgorithms rsa-sha2-512",
            "PermitRootLogin perhaps",
            "AllowUsrs alice",
            "Match User",
        ];

    [Fact]
    public async Task Who_loses_and_gains_is_who_a_real_sshd_refuses_and_lets_in()
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
                    .AuthorizedKey("bob", key.PublicLine)
                    .AuthorizedKey("root", key.PublicLine)
                    .Sshd("StrictModes no", "DenyUsers bob")
        );
        await web.DoAsync("chmod", "0777", "/home/alice");
        var present = await web.DoAsync("cat", Main);
        var wrong = new List<string>();
        var (asked, changed, doubtful) = (0, 0, 0);
        var before = await TryAsync(client, web, key);
        var input = await new HostFromOutside(web).LookAsync();
        var now = StoredLogins.Model(input, new ParsedTexts());
        foreach (var file in Files(client.Address))
        {
            var text = $"UsePAM yes\n{file}\n".TrimStart();
            text = file == "UsePAM no" ? "UsePAM no\n" : text;
            var said = Preflight.Of(input, now, text);
            web.WriteFile(Main, text);
            var isValid = (await web.RunAsync("/usr/sbin/sshd", "-t")).Succeeded;
            if (said.IsInvalid == isValid)
            {
                wrong.Add($"{file}: said invalid {said.IsInvalid}, sshd -t takes it: {isValid}");
            }

            if (!isValid)
            {
                continue;
            }

            await RestartAsync(web);
            var after = await TryAsync(client, web, key);
            foreach (var user in Users)
            {
                var change = Change(said, user, key, client.Address);
                asked++;
                changed += before[user] != after[user] ? 1 : 0;
                doubtful += change == "doubtful" ? 1 : 0;
                var did =
                    before[user] == after[user] ? ""
                    : before[user] ? "lost"
                    : "gained";
                if (change != "doubtful" && change != did)
                {
                    wrong.Add($"{file.Replace('\n', ',')}: {user}: said '{change}', did '{did}'");
                }
            }
        }

        web.WriteFile(Main, present);
        Report($"{asked} logins: {wrong.Count} wrong, {changed} changed, {doubtful} doubtful");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(changed, 10, asked);
        Assert.InRange(doubtful, 0, 4);
    }

    private static string Change(Preflight said, string user, SshKeyPair key, IPAddress client)
    {
        var fingerprint = AuthorizedKeysFile.Parse(key.PublicLine).Keys[0].Key.Fingerprint;
        var changes = (said.Access?.Changes ?? []).Where(one =>
            one.Account.Name == user && one.Means.Fingerprint == fingerprint
        );
        bool Has(Func<AccessChange, SourceSet> of) =>
            changes.Any(one => of(one).Version4.Contains(FieldText.Number(client)));
        return Has(one => one.Lost) ? "lost"
            : Has(one => one.Doubtful) ? "doubtful"
            : Has(one => one.Gained) ? "gained"
            : "";
    }

    private static async Task<Dictionary<string, bool>> TryAsync(
        LabHost client,
        LabHost web,
        SshKeyPair key
    )
    {
        var got = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var user in Users)
        {
            got[user] = (await client.Ssh($"{user}@{web.Address}", key)).Succeeded;
        }

        return got;
    }

    private static async Task RestartAsync(LabHost web) =>
        await web.DoAsync(
            "sh",
            "-c",
            """
            pid=$(cat /run/sshd.pid) && kill $pid
            while [ -d /proc/$pid ]; do sleep 0.01; done
            rm -f /run/sshd.pid
            /usr/sbin/sshd && while [ ! -s /run/sshd.pid ]; do sleep 0.01; done
            """
        );
}
