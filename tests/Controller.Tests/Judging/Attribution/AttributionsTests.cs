using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Attribution;

namespace Fleet.Controller.Tests.Judging.Attribution;

public sealed class AttributionsTests
{
    private static readonly DateTimeOffset Good = new(2026, 3, 1, 14, 4, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Opened = Good.AddMinutes(1);
    private const string Config = "/etc/ssh/sshd_config.d/50-site.conf";

    [Fact]
    public void The_upgrade_between_good_and_bad_comes_first_and_says_both_versions()
    {
        var told = Of(
            [Package("openssh-server", Good.AddSeconds(20), "upgrade 1:9.2-2 1:9.2-3")],
            [],
            []
        );

        var clue = told.Clues[0];
        Assert.Equal(ClueKind.Package, clue.Kind);
        Assert.Equal("package openssh-server 1:9.2-2 → 1:9.2-3 came just before", clue.Words);
        Assert.Equal(Good.AddSeconds(20), clue.At);
        Assert.Empty(told.Unknown);
    }

    [Theory]
    [InlineData(2)] // after it was seen
    [InlineData(-12)] // long before
    public void What_came_outside_of_the_window_is_no_clue(int minutes) =>
        Assert.Empty(
            Of(
                [Package("tzdata", Good.AddMinutes(minutes).AddSeconds(30), "upgrade 1 2")],
                [],
                []
            ).Clues
        );

    [Fact]
    public void An_upgrade_that_a_later_one_replaced_is_found_in_the_changes()
    {
        var upgrade = $"{Good.AddSeconds(5):yyyy-MM-ddTHH:mm:ssZ} upgrade 1 2";
        var told = Of(
            [Package("site", Opened.AddHours(3), "upgrade 2 3")],
            [Change("package_event/site", upgrade, "later", Opened.AddHours(3))],
            []
        );

        Assert.Equal("package site 1 → 2 came just before", Assert.Single(told.Clues).Words);
    }

    [Fact]
    public void The_file_that_the_value_comes_from_the_restart_and_who_was_there_are_clues_by_weight()
    {
        var told = Of(
            [
                (
                    "ssh.config",
                    new Fact(
                        $"sshd_config_mtime{Config}",
                        $"{Good.AddSeconds(40):yyyy-MM-ddTHH:mm:ssZ}"
                    )
                ),
                ("ssh.config", new Fact($"sshd_config_mode{Config}", "-rw-r--r-- root:root")),
            ],
            [
                Change("unit/ssh.service/changed", "12 s after boot", "900 s after boot", Opened),
                Change("account/bob", null, "uid 1001 gid 1001", Opened),
                Change("sshd_config/PermitRootLogin", "no", "yes", Opened),
            ],
            [
                new EventLine(
                    Good.AddSeconds(10),
                    "accepted_publickey",
                    "carol",
                    "10.0.0.5",
                    "Accepted publickey for carol"
                ),
            ]
        );

        Assert.Equal(
            [
                $"{Config} was written (-rw-r--r-- root:root)",
                "ssh.service was started, stopped or reloaded",
                "carol logged in from 10.0.0.5",
                "account/bob: absent → uid 1001 gid 1001",
            ],
            told.Clues.Select(clue => clue.Words)
        );
    }

    [Fact]
    public void What_was_not_looked_at_since_is_said()
    {
        var input = Input([], [], []);
        var run = input.Checks["host.packages"];
        var told = Attributions.Of(
            input with
            {
                Entry = input.Entry with { LastGoodAt = null },
                Checks = input.Checks.SetItem(
                    "host.packages",
                    run with
                    {
                        LastRunAt = Opened.AddMinutes(-3),
                    }
                ),
            }
        );

        Assert.Equal(
            ["when it was last good", "host.packages: has not been looked at since"],
            told.Unknown
        );
    }

    private static Fleet.Controller.Judging.Attribution.Attribution Of(
        (string Check, Fact Fact)[] facts,
        FactChange[] changes,
        EventLine[] lines
    ) => Attributions.Of(Input(facts, changes, lines));

    private static AttributionInput Input(
        (string Check, Fact Fact)[] facts,
        FactChange[] changes,
        EventLine[] lines
    ) =>
        new()
        {
            Entry = new RegressionEntry
            {
                Key = new(RegressionKind.Rule, "ssh.config/permit_root_login", ""),
                State = RegressionState.Open,
                Severity = Severity.High,
                Check = "ssh.config",
                Summary = "root may log in",
                Before = "no",
                After = "yes",
                Changes =
                [
                    Change("sshd_config/PermitRootLogin", "no", "yes", Opened) with
                    {
                        Source = $"{Config}:3",
                    },
                ],
                OpenedAt = Opened,
                OpenedSeq = 7,
                LastGoodAt = Good,
            },
            Checks = new[]
            {
                "ssh.config",
                "host.packages",
                "ssh.service",
                "ssh.auth_log",
            }.ToImmutableDictionary(
                check => check,
                check => new CheckRun(
                    CheckFacts.None.After(
                        new Observation
                        {
                            Check = check,
                            CheckVersion = 1,
                            Status = RunStatus.Ran,
                            Coverage = [new Coverage("", CoverageState.Complete)],
                            Facts =
                            [
                                .. facts
                                    .Where(one => one.Check == check)
                                    .Select(one => one.Fact)
                                    .OrderBy(fact => fact.Key, StringComparer.Ordinal),
                            ],
                        }
                    ),
                    1,
                    Opened.AddSeconds(5),
                    1,
                    []
                )
            ),
            Changes = [.. changes],
            Lines = [.. lines],
        };

    private static (string, Fact) Package(string name, DateTimeOffset at, string what) =>
        ("host.packages", new Fact($"package_event/{name}", $"{at:yyyy-MM-ddTHH:mm:ssZ} {what}"));

    private static FactChange Change(
        string key,
        string? before,
        string? after,
        DateTimeOffset at
    ) => new(key, FactChangeKind.Set, before, after, null, 7, at, at);
}
