using System.Diagnostics;
using System.Text.Json;
using Fleet.Checks.Catalog.BansFail2ban;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Catalog.BansFail2ban;

/// <summary>Our reader of the jails' files beside fail2ban's own, on the files of the installed package and on changes to them.</summary>
public sealed class RealReaderTests
{
    private const string Program = """
        import sys, json
        from fail2ban.client.configreader import ConfigReader
        reader = ConfigReader(basedir=sys.argv[1])
        reader.read('jail')
        said = {}
        for section in reader.sections():
            said[section] = {}
            for option in sys.argv[2:]:
                try: said[section][option] = reader.get(section, option)
                except Exception: pass
        print(json.dumps(said))
        """;

    private static readonly string[] Options =
    [
        "enabled",
        "bantime",
        "findtime",
        "maxretry",
        "port",
        "backend",
        "filter",
        "logpath",
        "ignoreip",
        "banaction",
        "action",
    ];

    [Theory]
    [InlineData("", "")]
    [InlineData(
        "jail.local",
        "[DEFAULT]\nbantime = 1d\nbackend = systemd\nignoreip = 10.0.0.0/8\n\t192.0.2.1\n"
    )]
    [InlineData(
        "jail.d/50-ours.conf",
        "[sshd]\nport = ssh,2222 ; both\nmode: aggressive\nlogpath = /var/log/a.log\n   # not this\n   /var/log/b.log tail\n"
    )]
    [InlineData(
        "jail.d/50-ours.local",
        "[DEFAULT]\nbanaction = nftables-multiport\nbantime = %(known/bantime)s\n[sshd]\naction = %(action_mwl)s\n"
    )]
    [InlineData(
        "jail.local",
        "[INCLUDES]\nafter = extra.conf\n[ssh-two]\nenabled = 1\nport = %(sshd/port)s\nlogpath = %(default/syslog_authpriv)s\n"
    )]
    public async Task Every_setting_of_every_jail_is_the_one_that_fail2ban_reads(
        string file,
        string text
    )
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fail2ban-server"), "fail2ban is not installed");
        var root = Directory.CreateTempSubdirectory("fleet-jails-").FullName;
        try
        {
            var folder = $"{root}/etc/fail2ban";
            Copy("/etc/fail2ban", folder);
            await File.WriteAllTextAsync($"{folder}/extra.conf", "[ssh-two]\nmaxretry = 9\n");
            if (file.Length > 0)
            {
                await File.WriteAllTextAsync($"{folder}/{file}", text);
            }

            var host = new LinuxHost(TimeProvider.System, root);
            var ours = await Fail2banFiles.ReadAsync(host, "jail", CancellationToken.None);
            var theirs = await AskFail2banAsync(folder);

            Assert.True(ours.IsOk, ours.Reason);
            Assert.Equal(
                theirs.Keys.Where(name => name != "INCLUDES").Order(),
                ours.Value.Jails.Order()
            );
            var compared = 0;
            foreach (var (jail, settings) in theirs.Where(pair => pair.Key != "INCLUDES"))
            {
                foreach (var (name, value) in settings)
                {
                    compared++;
                    Assert.Equal(
                        $"{jail} {name} = {value}",
                        $"{jail} {name} = {ours.Value[jail, name]?.Value}"
                    );
                }
            }

            Assert.True(compared > 300, $"only {compared} settings were compared");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<Dictionary<string, Dictionary<string, string>>> AskFail2banAsync(
        string folder
    )
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Program, folder, .. Options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        var error = python.StandardError.ReadToEndAsync();
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(output)!;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from))
        {
            File.Copy(path, Path.Join(to, Path.GetFileName(path)));
        }

        foreach (var folder in Directory.GetDirectories(from))
        {
            Copy(folder, Path.Join(to, Path.GetFileName(folder)));
        }
    }
}
