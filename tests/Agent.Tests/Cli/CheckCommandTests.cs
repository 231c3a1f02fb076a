using System.Text.Json;
using Fleet.Agent.Tests.Fakes;
using Fleet.Checks.Host;

namespace Fleet.Agent.Tests.Cli;

public sealed class CheckCommandTests
{
    [Theory]
    [InlineData("pass", "pass", 0)]
    [InlineData("pass", "warn", 1)]
    [InlineData("fail", "pass", 1)]
    [InlineData("pass", FileCheck.Unreadable, 3)]
    [InlineData("fail", FileCheck.Unreadable, 1)]
    [InlineData("pass", "throw", 3)]
    [InlineData("pass", null, 0)]
    public async Task The_exit_code_says_clean_findings_or_undetermined(
        string one,
        string? two,
        int exit
    )
    {
        var prompt = With(one, two);
        Assert.Equal(exit, await prompt.RunAsync("check"));
    }

    [Theory]
    [InlineData("pass", 0, "SSH OK - 1 check fine | ")]
    [InlineData("warn", 1, "SSH WARNING - the first line is warn | ")]
    [InlineData("fail", 2, "SSH CRITICAL - the first line is fail | ")]
    [InlineData(FileCheck.Unreadable, 3, "SSH UNKNOWN - ")]
    public async Task Nagios_gets_one_line_and_its_own_exit_status(
        string one,
        int exit,
        string line
    )
    {
        var prompt = With(one, null);

        Assert.Equal(exit, await prompt.RunAsync("check --format nagios --check test.one"));

        Assert.StartsWith(line, prompt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_word_of_a_Nagios_command_is_unknown_never_critical()
    {
        var prompt = With("pass", null);

        Assert.Equal(3, await prompt.RunAsync("check --format nagios --chekc"));

        Assert.StartsWith("SSH UNKNOWN - fleet-agent: ", prompt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_names_the_host_and_puts_the_worst_first()
    {
        var prompt = With("pass\nmore", "warn");
        await prompt.RunAsync("check");
        Assert.Equal(
            """
            web-12 · Debian 12                         2 checks · 1 warn
            ! test.two  the first line is warn
            ✓ test.one 2 lines

            """,
            prompt.Output
        );
    }

    [Fact]
    public async Task Without_root_it_names_the_checks_that_need_sudo()
    {
        var prompt = With("pass", FileCheck.Unreadable, isRoot: false);
        await prompt.RunAsync("check");
        Assert.Contains(
            "? test.two  /two: Permission denied",
            prompt.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1 check saw only part: run with sudo to judge test.two",
            prompt.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_check_that_throws_is_unknown_and_its_defect_is_told_on_stderr()
    {
        var prompt = With("pass", "throw");
        await prompt.RunAsync("check");
        Assert.Contains("internal_error:", prompt.Output, StringComparison.Ordinal);
        Assert.Contains("test.two broke", prompt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_a_schema_version_and_every_finding()
    {
        var prompt = With("pass", "fail");
        await prompt.RunAsync("check --json");
        using var json = JsonDocument.Parse(prompt.Output);
        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("web-12", root.GetProperty("host").GetString());
        Assert.Equal("fail", root.GetProperty("worst").GetString());
        Assert.Equal("test.two", root.GetProperty("findings")[0].GetProperty("check").GetString());
        Assert.Equal("pass", root.GetProperty("findings")[1].GetProperty("outcome").GetString());
        Assert.Equal(2, root.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task One_check_can_be_chosen_and_capabilities_denied()
    {
        var prompt = With("pass", "fail");
        Assert.Equal(
            0,
            await prompt.RunAsync("check --check test.one --deny act-as-user --deny run-command")
        );
        Assert.DoesNotContain("test.two", prompt.Output, StringComparison.Ordinal);
        Assert.Equal([Capability.ActAsUser, Capability.RunCommand], prompt.Denied);
    }

    [Theory]
    [InlineData(
        "check --check test.three",
        "there is no check test.three; there are test.one, test.two"
    )]
    [InlineData("check --wdith 80", "--wdith is no command or option here")]
    [InlineData("check --width 0", "--width takes a number of columns from 1 on")]
    [InlineData("check --deny everything", "there is no capability everything; there are")]
    [InlineData("chekc", "chekc is no command or option here")]
    [InlineData("", "Required command was not provided.")]
    public async Task What_cannot_be_understood_is_named_and_exits_2(string line, string said)
    {
        var prompt = With("pass", "pass");
        Assert.Equal(2, await prompt.RunAsync(line));
        Assert.Contains(said, prompt.Error, StringComparison.Ordinal);
        Assert.Empty(prompt.Output);
    }

    [Fact]
    public async Task Help_shows_examples_and_exit_codes()
    {
        var prompt = With("pass", "pass");
        Assert.Equal(0, await prompt.RunAsync("check --help"));
        Assert.Contains(
            "fleet-agent check --check ssh.paths",
            prompt.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("3 undetermined or offline", prompt.Output, StringComparison.Ordinal);
    }

    private static Prompt With(string one, string? two, bool isRoot = true)
    {
        var prompt = new Prompt { IsRoot = isRoot };
        prompt.Host.Files["/one"] = one;
        if (two is not null)
        {
            prompt.Host.Files["/two"] = two;
        }

        return prompt;
    }
}
