using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating.Feed;
using Fleet.Controller.Cli;
using Fleet.Controller.History.Feed;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;
using Fleet.Controller.Tests.History.Feed;
using Fleet.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Seen = Fleet.Controller.Ingest.LinkState;

namespace Fleet.Controller.Tests.Api.Operating.Feed;

public sealed class EventsApiTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(DateTimeOffset.UtcNow.AddMinutes(-30));
    private TempDatabase _temp = null!;
    private FeedStory _story = null!;
    private TestController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _temp = await TempDatabase.CreateAsync();
        _story = new FeedStory(_temp, _time);
        var fleet = new FakeFleet();
        foreach (var (name, env) in ((string, string)[])[("web-1", "prod"), ("db-1", "test")])
        {
            fleet.Add(name).Summary.Labels["env"] = env;
            await _story.LabelAsync((await _story.HostAsync(name)).HostId, "env", env);
        }

        _controller = await TestController.StartAsync(
            problem: null,
            OperatorService.Of(
                new EventsApi(
                    new FeedReads(_temp.Open),
                    _temp.Open.Writer.Commits,
                    fleet,
                    TimeProvider.System
                )
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        await _temp.DisposeAsync();
    }

    [Fact]
    public async Task With_a_scope_other_hosts_and_sweeps_over_them_alone_do_not_exist()
    {
        await _story.LinkAsync("web-1", Seen.Offline);
        await _story.LinkAsync("db-1", Seen.Late);
        _ = await _story.SweepBeginsAsync((await _story.HostAsync("db-1")).HostId);
        var seen = await _story.SweepBeginsAsync((await _story.HostAsync("web-1")).HostId);

        var told = await WatchAsync(await ScopedAsync("env=prod"));

        Assert.Equal(
            ["web-1"],
            told.Where(each => each.Link is not null).Select(each => each.Link.Host).Distinct()
        );
        Assert.Equal(
            [seen],
            told.Where(each => each.Sweep is not null).Select(each => each.Sweep.Id)
        );
    }

    [Fact]
    public async Task What_a_caller_does_not_see_moves_its_cursor_all_the_same()
    {
        await _story.LinkAsync("db-1", Seen.Late);
        var channel = await ScopedAsync("env=prod");
        var told = await WatchAsync(channel);

        await _story.LinkAsync("web-1", Seen.Offline);
        var next = await WatchAsync(channel, new() { Cursor = told[^1].Cursor, Once = true });

        Assert.Equal(
            ["web-1"],
            next.Where(each => each.EventCase != FleetEvent.EventOneofCase.None)
                .Select(each => each.Link.Host)
        );
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_holds_up_neither_the_writer_nor_other_watchers()
    {
        using var channel = GrpcChannel.ForAddress(
            "http://fleet",
            new() { HttpHandler = OverSocket(), DisposeHttpClient = true }
        );
        var client = new Events.EventsClient(channel);
        using var asleep = client.Watch(new() { Back = new() { Seconds = 86_400 } });

        // Far more than what a stream's window holds.
        var text = new string('x', 4000);
        for (var i = 0; i < 1500; i++)
        {
            await _story.PolicyAsync(text);
        }

        using var other = client.Watch(
            new()
            {
                Back = new() { Seconds = 86_400 },
                Once = true,
            }
        );
        var policies = 0;
        await foreach (var each in other.ResponseStream.ReadAllAsync())
        {
            policies += each.Policy is null ? 0 : 1;
        }

        Assert.Equal(1500, policies);
        // And it has lost nothing.
        var late = 0;
        await foreach (var each in asleep.ResponseStream.ReadAllAsync())
        {
            late += each.Policy is null ? 0 : 1;
            if (late == 1500)
            {
                break;
            }
        }
    }

    private SocketsHttpHandler OverSocket() =>
        new()
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(
                    System.Net.Sockets.AddressFamily.Unix,
                    System.Net.Sockets.SocketType.Stream,
                    System.Net.Sockets.ProtocolType.Unspecified
                );
                await socket.ConnectAsync(
                    new System.Net.Sockets.UnixDomainSocketEndPoint(_controller.Plan.Socket),
                    cancellation
                );
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };

    /// <summary>A caller over TLS with a token of that scope.</summary>
    private async Task<Events.EventsClient> ScopedAsync(string label)
    {
        using var output = new StringWriter();
        Assert.Equal(
            ExitCode.Clean,
            await _controller.RunAsync(
                output,
                "operator",
                "create",
                "alice",
                "--role",
                "viewer",
                "--label",
                label,
                "--json"
            )
        );
        var secret = System
            .Text.Json.JsonDocument.Parse(output.ToString())
            .RootElement.GetProperty("secret")
            .GetString();
        var credentials = CallCredentials.FromInterceptor(
            (_, headers) =>
            {
                headers.Add("authorization", $"Bearer {secret}");
                return Task.CompletedTask;
            }
        );
        return new(
            GrpcChannel.ForAddress(
                $"https://{_controller.Plan.Agents}",
                new()
                {
                    HttpHandler = _controller.Handler(),
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        credentials
                    ),
                }
            )
        );
    }

    private static async Task<List<FleetEvent>> WatchAsync(
        Events.EventsClient client,
        WatchEventsRequest? request = null
    )
    {
        using var call = client.Watch(
            request
                ?? new()
                {
                    Back = new() { Seconds = 86_400 },
                    Once = true,
                }
        );
        var told = new List<FleetEvent>();
        await foreach (var each in call.ResponseStream.ReadAllAsync())
        {
            told.Add(each);
        }

        return told;
    }
}
