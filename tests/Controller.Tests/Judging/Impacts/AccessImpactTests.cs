using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Impacts;

namespace Fleet.Controller.Tests.Judging.Impacts;

public sealed class AccessImpactTests
{
    [Fact]
    public void Who_is_left_out_of_AllowUsers_lost_access_and_the_regression_of_AllowUsers_says_so()
    {
        var story = SshStory.Healthy();
        var good = story.State.Checks["ssh.config"].LastRunAt;

        story.Config("PermitRootLogin no", "PasswordAuthentication no", "AllowUsers deploy");

        var entry = story["sshd_config/AllowUsers"];
        var impact = ImpactJson.Read(entry.Impact);
        Assert.Equal(["alice"], impact.LockedOut);
        Assert.True(impact.NobodyLeft);
        var lost = Assert.Single(impact.Principals);
        Assert.Equal(("alice", "key", "AllowUsers"), (lost.Account, lost.Method, lost.Keyword));
        Assert.Equal(SshStory.Fingerprint(SshStory.AliceKey), lost.Fingerprint);
        Assert.Equal("alice@laptop", lost.Comment);
        Assert.Equal(
            ["nobody can log in any more (alice)", "alice lost access (1 key)"],
            ImpactWords.Of(impact)
        );
        Assert.Equal(good, entry.LastGoodAt);
    }

    [Fact]
    public void Each_of_two_settings_of_one_record_tells_whom_it_concerns_itself()
    {
        var story = SshStory
            .Healthy()
            .Config("PermitRootLogin no", "PasswordAuthentication yes")
            .Config("PermitRootLogin yes", "PasswordAuthentication yes", "AllowUsers root");

        var root = ImpactJson.Read(story["ssh.config/permit_root_login"].Impact);
        Assert.Equal(["root can now log in with a password"], ImpactWords.Of(root));
        Assert.Equal(2, root.Rank);

        var lists = ImpactJson.Read(story["sshd_config/AllowUsers"].Impact);
        Assert.Equal(["alice lost access (1 key, password)"], ImpactWords.Of(lists));
        Assert.Equal(4, lists.Rank);
    }

    [Fact]
    public void A_stopped_sshd_takes_access_from_everybody()
    {
        var story = SshStory.Healthy().Service("no").Listens();

        var impact = ImpactJson.Read(story["ssh.service/running"].Impact);
        Assert.Equal(
            ["everybody lost access: sshd is not running (alice)"],
            ImpactWords.Of(impact)
        );
        Assert.Equal(5, impact.Rank);
        // The consequence repeats nothing.
        Assert.Equal("", story["ssh.listener/reachable"].Impact);
    }

    [Fact]
    public void A_port_that_sshd_leaves_is_closed_to_everybody_though_it_listens_elsewhere()
    {
        var story = SshStory.Healthy().Listens("0.0.0.0:2222");

        var words = story
            .State.Regressions.Values.Where(entry => entry.Impact.Length > 0)
            .SelectMany(entry => ImpactWords.Of(ImpactJson.Read(entry.Impact)))
            .Distinct();
        Assert.Equal(["port 22 closed to everybody; sshd listens on port 2222 now"], words);
    }

    [Fact]
    public void A_key_that_appears_lets_its_account_in()
    {
        const string key =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB3R2cCAHEIf7uJ0Fx6RHmNHhmDTtgRkoMcXtiXw0Tyi mallory";
        var story = SshStory.Healthy().Keys("alice", SshStory.AliceKey, key);

        var entry = story[$"authorized_key/alice/{SshStory.Fingerprint(key)}"];
        Assert.Equal(
            [$"alice can now log in with key {SshStory.Fingerprint(key)} (mallory)"],
            ImpactWords.Of(ImpactJson.Read(entry.Impact))
        );
    }

    [Fact]
    public void An_account_that_is_gone_lost_access_and_one_that_appears_gained_it()
    {
        var story = SshStory
            .Healthy()
            .Config("PermitRootLogin no", "PasswordAuthentication yes")
            .Accounts("alice", "bob");
        var before = Input(story);
        var after = Input(story.Accounts("alice", "carol"));

        Assert.Equal(
            ["bob lost access (password)", "carol can now log in with a password"],
            ImpactWords.Of(AccessImpact.Between(before, after))
        );
    }

    [Fact]
    public void What_changes_nobodys_access_affects_nobody()
    {
        var story = SshStory.Healthy().Config("PermitRootLogin yes", "PasswordAuthentication no");

        // Root has a password, and passwords are off.
        Assert.Equal("", story["ssh.config/permit_root_login"].Impact);
        Assert.NotNull(story["ssh.config/permit_root_login"].LastGoodAt);
    }

    [Fact]
    public void No_split_into_batches_changes_the_answer()
    {
        var story = SshStory
            .Healthy()
            .Config("PermitRootLogin yes", "PasswordAuthentication yes", "AllowUsers root")
            .Service("no")
            .Listens();

        var (whole, _) = HostJudging.Apply(
            HostStory.Fresh(),
            [.. story.Records],
            SshStory.Rules,
            story.Now
        );

        Assert.Equal(Told(story.State), Told(whole));
        Assert.NotEmpty(Told(whole).Where(told => told.Impact.Length > 0));
    }

    [Fact]
    public void Hosts_that_are_alike_are_counted()
    {
        var story = SshStory
            .Healthy()
            .Config("PermitRootLogin no", "PasswordAuthentication yes")
            .Config("PermitRootLogin yes", "PasswordAuthentication yes");
        var impact = ImpactJson.Read(story["ssh.config/permit_root_login"].Impact);

        Assert.Equal(
            ["root can now log in with a password on 37 hosts"],
            ImpactWords.Of([.. Enumerable.Repeat(impact, 37)])
        );
    }

    private static JudgeInput Input(SshStory story) =>
        FindingStep.Input(story.State, SshStory.Rules, story.Now);

    private static ImmutableArray<(string, string, string Impact, DateTimeOffset? Good)> Told(
        HostState state
    ) =>
        [
            .. state
                .Regressions.Values.OrderBy(entry => entry.Key.ToString())
                .Select(entry =>
                    (entry.Key.Rule, entry.Key.Subject, entry.Impact, entry.LastGoodAt)
                ),
        ];
}
