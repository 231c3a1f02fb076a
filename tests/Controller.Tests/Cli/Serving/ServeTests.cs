using System.Net;
using System.Net.Sockets;
using System.Text;
using Fleet.Controller.Cli;
using Fleet.Controller.Tests.Fakes;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.Tests.Cli.Serving;

public sealed class ServeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_serves_until_told_to_end_and_leaves_no_socket_behind()
    {
        await using (var serving = await Serving.StartAsync(_folder["data"]))
        {
            using var output = new StringWriter();
            Assert.Equal(0, await serving.AskAsync(output, "status"));
            Assert.StartsWith("0 hosts", output.ToString());

            Assert.Equal(ExitCode.Clean, await serving.StopAsync());
        }

        Assert.False(File.Exists(_folder["data/fleet.sock"]));
    }

    [Fact]
    public async Task What_it_knew_it_knows_after_a_restart()
    {
        await using (var first = await Serving.StartAsync(_folder["data"]))
        {
            Assert.Equal(
                0,
                await first.AskAsync(TextWriter.Null, "token", "create", "--host", "web-12")
            );
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await Serving.StartAsync(_folder["data"]);
        using var output = new StringWriter();
        Assert.Equal(0, await second.AskAsync(output, "token", "list"));
        Assert.Contains("web-12", output.ToString());
    }

    [Fact]
    public async Task A_second_controller_on_the_same_data_says_who_holds_it()
    {
        await using var first = await Serving.StartAsync(_folder["data"]);

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("--data", _folder["data"], "--listen", "127.0.0.1:0")
        );

        Assert.StartsWith(
            $"fleet: another controller (process {Environment.ProcessId}) holds {_folder["data"]}",
            OneLine()
        );
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_nothing_is_lost()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("--data", _folder["data"], "--listen", address)
        );

        Assert.Contains(address, OneLine());
        await using var after = await Serving.StartAsync(_folder["data"]);
    }

    [Theory]
    [InlineData("--listen", "nonsense")]
    [InlineData("--listen", "127.0.0.1:99999")]
    [InlineData("--metrics-listen", "localhost")]
    public async Task A_malformed_address_is_a_usage_error(string option, string value)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync("--data", _folder["data"], option, value));

        Assert.StartsWith($"fleet: {option} {value}: expected ADDRESS:PORT", OneLine());
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_named()
    {
        await File.WriteAllTextAsync(_folder["data"], "mine");

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("--data", _folder["data"], "--listen", "127.0.0.1:0")
        );

        Assert.StartsWith($"fleet: the data folder {_folder["data"]} cannot be written", OneLine());
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["data"]));
    }

    [Fact]
    public async Task A_damaged_database_is_named_and_left_as_it_is()
    {
        var damaged = Encoding.ASCII.GetBytes(new string('x', 8192));
        _ = Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllBytesAsync(_folder["data/fleet.db"], damaged);

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("--data", _folder["data"], "--listen", "127.0.0.1:0")
        );

        Assert.Contains($"{_folder["data/fleet.db"]} is damaged or not a database", OneLine());
        Assert.Equal(damaged, await File.ReadAllBytesAsync(_folder["data/fleet.db"]));
    }

    [Fact]
    public async Task A_newer_database_is_named_and_nothing_of_it_is_lost()
    {
        await using (var newer = await Serving.StartAsync(_folder["data"]))
        {
            _ = await newer.AskAsync(TextWriter.Null, "token", "create", "--host", "web-12");
            Assert.Equal(0, await newer.StopAsync());
        }
        Execute("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')");

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("--data", _folder["data"], "--listen", "127.0.0.1:0")
        );

        Assert.Contains($"{_folder["data/fleet.db"]} was written by a newer", OneLine());
        Execute("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '2999%'");
        await using var after = await Serving.StartAsync(_folder["data"]);
        using var output = new StringWriter();
        Assert.Equal(0, await after.AskAsync(output, "token", "list"));
        Assert.Contains("web-12", output.ToString());
    }

    [Fact]
    public async Task A_damaged_authority_is_named()
    {
        _ = Directory.CreateDirectory(_folder["data/ca"]);
        await File.WriteAllTextAsync(_folder["data/ca/root.crt"], "nonsense");

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync("--data", _folder["data"], "--listen", "127.0.0.1:0")
        );

        Assert.Contains($"{_folder["data/ca/root.crt"]} is not a certificate", OneLine());
    }

    [Fact]
    public async Task A_malformed_policy_is_named_with_its_line()
    {
        await File.WriteAllTextAsync(_folder["policy.yaml"], "rulez:\n  x: y\n");

        Assert.Equal(
            ExitCode.Usage,
            await RunAsync("--data", _folder["data"], "--policy", _folder["policy.yaml"])
        );

        Assert.StartsWith($"fleet: {_folder["policy.yaml"]}:1:", OneLine());
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_named()
    {
        Assert.Equal(
            ExitCode.Usage,
            await RunAsync("--data", _folder["data"], "--policy", _folder["nowhere.yaml"])
        );

        Assert.Contains(_folder["nowhere.yaml"], OneLine());
    }

    [Fact]
    public async Task A_socket_path_that_the_kernel_would_not_take_is_named()
    {
        var path = _folder[new string('s', 100)];

        Assert.Equal(
            ExitCode.Usage,
            await RunAsync("--data", _folder["data"], "--listen", "127.0.0.1:0", "--socket", path)
        );

        Assert.Contains("--socket", OneLine());
    }

    [Fact]
    public async Task A_file_in_the_sockets_place_is_left_alone()
    {
        await File.WriteAllTextAsync(_folder["mine"], "mine");

        Assert.Equal(
            ExitCode.Offline,
            await RunAsync(
                "--data",
                _folder["data"],
                "--listen",
                "127.0.0.1:0",
                "--socket",
                _folder["mine"]
            )
        );

        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["mine"]));
    }

    private void Execute(string sql)
    {
        using var database = new SqliteConnection(
            $"Data Source={_folder["data/fleet.db"]};Pooling=False"
        );
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private string OneLine() => Assert.Single(_error.ToString().TrimEnd('\n').Split('\n'));

    private Task<int> RunAsync(params string[] options) =>
        FleetCommand.RunAsync(
            ["serve", .. options],
            TestController.Environment(TextWriter.Null, _error, null, "")
        );
}
