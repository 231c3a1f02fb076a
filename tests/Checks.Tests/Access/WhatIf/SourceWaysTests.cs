using System.Net;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Access.WhatIf;
using Fleet.Checks.Tests.Catalog.SshAccounts;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Catalog.WhatIf;

namespace Fleet.Checks.Tests.Access.WhatIf;

public sealed class SourceWaysTests
{
    private static readonly IPAddress Inside = IPAddress.Parse("10.0.0.5");
    private static readonly IPAddress Outside = IPAddress.Parse("203.0.113.9");
    private static readonly IPAddress Version6 = IPAddress.Parse("2001:db8::5");

    [Fact]
    public async Task Of_several_addresses_that_get_different_answers_the_answer_is_not_known()
    {
        var model = await ModelAsync("from=\"10.0.0.0/8\" " + PathsHost.KeyLine);

        var answers = SourceWays.Of(model, "alice", [Inside, Outside], null, null);

        Assert.Equal([LoginVerdict.Yes, LoginVerdict.No], answers.Select(answer => answer.Verdict));
        Assert.Equal(LoginVerdict.Unknown, SourceWays.Together(answers));
    }

    [Fact]
    public async Task Addresses_of_a_family_in_which_nobody_can_dial_do_not_count_beside_others()
    {
        var model = await ModelAsync(PathsHost.KeyLine);

        Assert.Equal(
            [Inside],
            SourceWays
                .Of(model, "alice", [Version6, Inside], null, null)
                .Select(answer => answer.Source!)
        );
        var alone = Assert.Single(SourceWays.Of(model, "alice", [Version6], null, null));
        Assert.Equal(LoginVerdict.No, alone.Verdict);
    }

    [Fact]
    public async Task A_port_at_which_sshd_is_not_dialled_is_a_no_that_names_the_right_one()
    {
        var model = await ModelAsync(PathsHost.KeyLine);

        var wrong = Assert.Single(SourceWays.Of(model, "alice", [Inside], null, 2222));

        Assert.Equal(LoginVerdict.No, wrong.Verdict);
        Assert.Equal("sshd is dialled at port 22, not 2222", wrong.Ways[0].Deciding.Words);
        Assert.Equal(
            LoginVerdict.Yes,
            Assert.Single(SourceWays.Of(model, "alice", [Inside], null, 22)).Verdict
        );
    }

    [Fact]
    public async Task From_anywhere_means_from_wherever_it_leads_in()
    {
        var model = await ModelAsync("from=\"10.0.0.0/8\" " + PathsHost.KeyLine);

        var answer = Assert.Single(SourceWays.Of(model, "alice", [], null, null));

        Assert.Equal(LoginVerdict.Yes, answer.Verdict);
        Assert.Contains(
            answer.Ways[0].Regions,
            region => region.Verdict == LoginVerdict.No && !region.IsVersion6
        );
    }

    [Theory]
    [InlineData("mallory", null, LoginGate.Account)]
    [InlineData("alice", "SHA256:another", LoginGate.Key)]
    public async Task Who_has_no_way_at_all_is_told_why(string user, string? key, LoginGate gate)
    {
        var model = await ModelAsync(PathsHost.KeyLine);

        foreach (
            var sources in (IPAddress[][])
                [
                    [Inside],
                    [],
                ]
        )
        {
            var answer = Assert.Single(SourceWays.Of(model, user, [.. sources], key, null));
            Assert.Equal(
                (LoginVerdict.No, gate),
                (answer.Verdict, Assert.Single(answer.Ways).Deciding.Gate)
            );
        }
    }

    private static async Task<LoginModel> ModelAsync(string keyLine) =>
        (await WhatIfHosts.LookAsync(WhatIfHosts.With("UsePAM yes").WithKey(keyLine))).Model;
}
