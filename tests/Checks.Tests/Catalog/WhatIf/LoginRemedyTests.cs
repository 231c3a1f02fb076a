using System.Diagnostics;
using System.Net;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Catalog.WhatIf;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.WhatIf;

/// <summary>What is proposed is run by a real shell on a copy of the files, and asked again.</summary>
public sealed class LoginRemedyTests
{
    private static readonly IPAddress Client = IPAddress.Parse("10.0.0.5");

    [Theory]
    [InlineData("UsePAM yes\nAllowUsers bob")]
    [InlineData("UsePAM yes\nAllowUsers bob # only him")]
    [InlineData("UsePAM yes\n\tAllowUsers=bob")]
    [InlineData("UsePAM yes\nAllowUsers alice@192.0.2.1")]
    [InlineData("UsePAM yes\nDenyUsers alice")]
    [InlineData("UsePAM yes\nDenyUsers bob alice carol")]
    [InlineData("UsePAM yes\nDenyGroups alice")]
    [InlineData("UsePAM yes\nPubkeyAuthentication no")]
    [InlineData("UsePAM yes\nMatch User alice\n PubkeyAuthentication no\n X11Forwarding no")]
    [InlineData("UsePAM yes\nAuthenticationMethods password")]
    [InlineData("UsePAM yes\nPubkeyAcceptedAlgorithms rsa-sha2-512")]
    [InlineData("UsePAM yes\nDenyUsers alice\nAllowUsers bob\nPubkeyAuthentication no")]
    public async Task What_is_proposed_opens_the_door(string configuration)
    {
        var host = WhatIfHosts.With(configuration);
        for (var round = 0; round < 2; round++)
        {
            var (way, commands) = await AskAsync(host);
            if (way.Verdict == LoginVerdict.Yes)
            {
                Assert.NotEqual(0, round);
                return;
            }

            Assert.EndsWith("systemctl reload ssh", commands[^1]);
            host.File(
                WhatIfHosts.Main,
                await AppliedAsync(host.TextOf(WhatIfHosts.Main), commands)
            );
        }

        // DenyUsers comes before AllowUsers, which sshd asks only then.
        Assert.Equal(LoginVerdict.Yes, (await AskAsync(host)).Way.Verdict);
    }

    [Fact]
    public async Task Where_the_user_is_listed_for_other_sources_this_one_alone_joins_them()
    {
        var (_, commands) = await AskAsync(
            WhatIfHosts.With("UsePAM yes", "AllowUsers alice@192.0.2.1")
        );

        Assert.Equal(
            [
                @"sed -i -E '2s/^(\s*\S+)/\1 alice@10.0.0.5/' /etc/ssh/sshd_config",
                "sshd -t && systemctl reload ssh",
            ],
            commands
        );
    }

    [Fact]
    public async Task A_key_that_is_in_no_file_is_added_to_the_file_that_sshd_reads()
    {
        var (input, model) = await WhatIfHosts.LookAsync(WhatIfHosts.With("UsePAM yes"));
        var way = LoginQuestions.From(model, "alice", Client, "SHA256:nowhere")[0];

        var commands = LoginRemedy.Of(
            new WantedLogin(input, model.Host, "alice", Client, WhatIfHosts.OtherKey),
            way
        );

        Assert.Equal([$"echo '{WhatIfHosts.OtherKey}' >> {PathsHost.AliceKeys}"], commands);
    }

    [Fact]
    public async Task A_pattern_that_stands_for_many_is_not_taken_out()
    {
        var (way, commands) = await AskAsync(WhatIfHosts.With("UsePAM yes", "DenyUsers al*"));

        Assert.Equal(LoginVerdict.No, way.Verdict);
        Assert.Empty(commands);
    }

    [Fact]
    public async Task The_line_that_decides_is_told_as_it_stands()
    {
        var (_, model) = await WhatIfHosts.LookAsync(
            WhatIfHosts.With("UsePAM yes", "AllowUsers   bob carol")
        );

        var way = LoginQuestions.From(model, "alice", Client, null)[0];

        Assert.Equal("AllowUsers bob carol", DecidingLine.Text(model.Host, way.Deciding));
        Assert.Equal("/etc/ssh/sshd_config:2", way.Deciding.Source);
    }

    private static async Task<(LoginWay Way, IReadOnlyList<string> Commands)> AskAsync(
        FakeHost host
    )
    {
        var (input, model) = await WhatIfHosts.LookAsync(host);
        var way = LoginQuestions.From(model, "alice", Client, null)[0];
        return (way, LoginRemedy.Of(new WantedLogin(input, model.Host, "alice", Client), way));
    }

    private static async Task<string> AppliedAsync(string text, IReadOnlyList<string> commands)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-remedy-");
        var file = Path.Combine(folder.FullName, "sshd_config");
        await File.WriteAllTextAsync(file, text);
        foreach (var command in commands.Where(one => !one.StartsWith("sshd -t", default)))
        {
            Assert.Contains(WhatIfHosts.Main, command);
            using var shell = Process.Start(
                "sh",
                ["-ec", command.Replace(WhatIfHosts.Main, file, StringComparison.Ordinal)]
            );
            await shell.WaitForExitAsync();
            Assert.Equal(0, shell.ExitCode);
        }

        var changed = await File.ReadAllTextAsync(file);
        folder.Delete(recursive: true);
        return changed;
    }
}
