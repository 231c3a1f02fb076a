namespace Fleet.Lab.Tests.Stories;

/// <summary>What is mistyped, worn out or in the way is said in one line with the exit code of docs/cli.md, and nothing is lost by it.</summary>
public sealed class BadInputTests(ServedFleet fleet) : IClassFixture<ServedFleet>
{
    private const int Usage = 2;
    private const int Offline = 3;
    private const int NotAllowed = 4;

    [Fact]
    public async Task An_unknown_host_is_named()
    {
        Says(Usage, "no host is named web-99", await fleet.RunAsync("host", "web-99"));
        Says(Usage, "no host is named web-99", await fleet.RunAsync("check", "web-99"));
        Says(Usage, "no host is named web-99", await fleet.RunAsync("history", "web-99"));
    }

    [Fact]
    public async Task A_token_that_nobody_made_lets_nobody_in()
    {
        Says(NotAllowed, "token", await fleet.JoinAsync("bad", "k3w9xq2a.0123456789abcdef"));
        await LetsNobodyInAsync("bad");
    }

    [Fact]
    public async Task A_token_is_used_once()
    {
        var token = await fleet.TokenAsync();
        Assert.Equal(0, (await fleet.JoinAsync("first", token)).Exit);

        Says(NotAllowed, "used", await fleet.JoinAsync("second", token));
        await LetsNobodyInAsync("second");
    }

    [Fact]
    public async Task A_token_expires()
    {
        var token = await fleet.TokenAsync("--minutes", "0.01");
        await Task.Delay(TimeSpan.FromSeconds(1));

        Says(NotAllowed, "expired", await fleet.JoinAsync("late", token));
        await LetsNobodyInAsync("late");
    }

    [Fact]
    public async Task A_wrong_pin_costs_no_token()
    {
        var token = await fleet.TokenAsync();

        Says(
            NotAllowed,
            "is not the controller that the pin names",
            await fleet.JoinAsync("pinned", token, $"sha256:{new string('0', 64)}")
        );

        Assert.Equal(0, (await fleet.JoinAsync("pinned", token)).Exit);
    }

    [Fact]
    public async Task A_second_controller_on_the_same_data_is_told_who_holds_it()
    {
        Says(Offline, fleet.Data, await ServeAsync(fleet.Data, "127.0.0.1:0"));
        Says(
            Offline,
            fleet.Data,
            await StartedProgram.RunAsync(
                [.. Built.Fleet, "up", "--data", fleet.Data],
                ("FLEET_AGENT", Built.AgentProgram)
            )
        );
        Assert.Equal(0, (await fleet.RunAsync("status")).Exit);
    }

    [Fact]
    public async Task A_port_in_use_is_named() =>
        Says(Offline, fleet.Address, await ServeAsync(fleet["other"], fleet.Address));

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root to become somebody else");
        var data = fleet["of-root"];
        Directory.CreateDirectory(data);

        var answer = await StartedProgram.RunAsync([
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--",
            .. Serve(data, "127.0.0.1:0"),
        ]);

        Assert.SkipWhen(
            answer.Stderr.Contains("does not exist"),
            "others cannot read this checkout"
        );
        Says(Offline, $"{data} cannot be written", answer);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_alone()
    {
        var file = fleet["damaged/fleet.db"];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, new string('x', 8192));

        Says(Offline, file, await ServeAsync(fleet["damaged"], "127.0.0.1:0"));

        Assert.Equal(new string('x', 8192), File.ReadAllText(file));
    }

    [Fact]
    public async Task A_malformed_policy_is_named_to_the_column()
    {
        var file = fleet["policy.yaml"];
        File.WriteAllText(
            file,
            "version: 1\nrules:\n  ssh.config/permit_root_login:\n    severty: high\n"
        );

        Says(
            Usage,
            $"{file}:4:5",
            await ServeAsync(fleet["never"], "127.0.0.1:0", "--policy", file)
        );

        Assert.False(Directory.Exists(fleet["never"]));
    }

    private static Task<CommandResult> ServeAsync(string data, string at, params string[] more) =>
        StartedProgram.RunAsync([.. Serve(data, at), .. more]);

    private static string[] Serve(string data, string at) =>
        [.. Built.Fleet, "serve", "--data", data, "--listen", at];

    private static void Says(int exit, string words, CommandResult answer)
    {
        var line = Assert.Single(answer.Stderr.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("fleet", line);
        Assert.Contains(words, line);
        Assert.Equal((exit, ""), (answer.Exit, answer.Stdout));
    }

    private async Task LetsNobodyInAsync(string name)
    {
        Assert.False(File.Exists(fleet[$"agent-{name}/agent.key"]));
        Says(Usage, $"no host is named {name}", await fleet.RunAsync("host", name));
    }
}
