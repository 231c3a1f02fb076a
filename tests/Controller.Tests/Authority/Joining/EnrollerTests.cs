using Fleet.Controller.Tests.Fakes;
using Grpc.Core;

namespace Fleet.Controller.Tests.Authority.Joining;

public sealed class EnrollerTests : IDisposable
{
    private readonly JoiningRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task A_token_gives_a_certificate_for_the_hosts_own_name()
    {
        using var key = AgentKey.New();

        var issued = await _room.EnrolAsync(await _room.TokenAsync(), key, "web-12", 1);

        Assert.Equal(StatusCode.OK, issued.Problem.StatusCode);
        Assert.Equal("CN=web-12", issued.Certificate!.Subject);
        Assert.Equal(
            key.ExportSubjectPublicKeyInfo(),
            issued.Certificate.PublicKey.ExportSubjectPublicKeyInfo()
        );
        Assert.Equal(
            new("web-12", 1),
            (await _room.Gate.IdentifyAsync(issued.Certificate, default)) is { } agent
                ? (agent.HostName, agent.HostId)
                : default
        );
    }

    [Fact]
    public async Task A_token_for_a_name_decides_the_name()
    {
        using var key = AgentKey.New();

        var issued = await _room.EnrolAsync(await _room.TokenAsync("db-3"), key, "localhost", 1);

        Assert.Equal("db-3", issued.HostName);
    }

    [Fact]
    public async Task A_token_for_one_use_lets_one_of_many_at_once_in()
    {
        var token = await _room.TokenAsync();

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(n =>
                    Task.Run(async () =>
                    {
                        using var key = AgentKey.New();
                        return await _room.EnrolAsync(token, key, $"web-{n}", (byte)n);
                    })
                )
        );

        Assert.Single(all, issued => issued.Certificate is not null);
        Assert.All(
            all.Where(issued => issued.Certificate is null),
            issued => Assert.Equal(StatusCode.Unauthenticated, issued.Problem.StatusCode)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("no token at all")]
    [InlineData("abcdefgh.abcdefghijkmnpqrstuvwxyz23456789")]
    public async Task An_unknown_token_is_refused(string token)
    {
        using var key = AgentKey.New();

        var issued = await _room.EnrolAsync(token, key, "web-12", 1);

        Assert.Equal(StatusCode.Unauthenticated, issued.Problem.StatusCode);
        Assert.Contains("fleet token create", issued.Problem.Detail);
    }

    [Fact]
    public async Task A_right_id_with_a_wrong_secret_is_refused_like_an_unknown_token()
    {
        using var key = AgentKey.New();
        var token = await _room.TokenAsync();
        var forged = token[..^1] + (token[^1] == 'a' ? 'b' : 'a');

        var issued = await _room.EnrolAsync(forged, key, "web-12", 1);

        Assert.StartsWith("no such join token", issued.Problem.Detail);
    }

    [Fact]
    public async Task A_token_ends_after_fifteen_minutes()
    {
        using var key = AgentKey.New();
        var token = await _room.TokenAsync();
        _room.Time.Now += TimeSpan.FromMinutes(15);

        var issued = await _room.EnrolAsync(token, key, "web-12", 1);

        Assert.StartsWith("the join token has expired", issued.Problem.Detail);
    }

    [Fact]
    public async Task A_revoked_token_is_refused()
    {
        using var key = AgentKey.New();
        var token = await _room.TokenAsync();
        _ = await _room.Tokens.RevokeAsync(token, "root", default);

        var issued = await _room.EnrolAsync(token, key, "web-12", 1);

        Assert.StartsWith("the join token was revoked", issued.Problem.Detail);
    }

    [Fact]
    public async Task Another_machine_does_not_take_a_live_hosts_name_and_keeps_its_token()
    {
        using var key = AgentKey.New();
        _ = await _room.JoinAsync(key, "web-12", 1);
        var token = await _room.TokenAsync();

        var issued = await _room.EnrolAsync(token, key, "web-12", 2);

        Assert.Equal(StatusCode.AlreadyExists, issued.Problem.StatusCode);
        Assert.Contains("fleet agents revoke web-12", issued.Problem.Detail);
        Assert.NotNull((await _room.EnrolAsync(token, key, "web-13", 2)).Certificate);
    }

    [Fact]
    public async Task The_same_machine_joins_again_as_the_same_host_and_its_old_certificate_ends()
    {
        using var key = AgentKey.New();
        var first = await _room.JoinAsync(key, "web-12", 1);
        var before = await _room.Gate.IdentifyAsync(first, default);

        var second = await _room.JoinAsync(key, "web-12", 1);

        var after = await _room.Gate.IdentifyAsync(second, default);
        Assert.Equal(before!.HostId, after!.HostId);
        Assert.Null(await _room.Gate.IdentifyAsync(first, default));
        Assert.False(_room.Gate.Admits(first));
    }

    [Fact]
    public async Task A_name_is_free_again_once_its_host_is_revoked()
    {
        using var key = AgentKey.New();
        _ = await _room.JoinAsync(key, "web-12", 1);
        _ = await _room.Store.RevokeHostAsync("web-12", "", "root", _room.Time.Now, default);

        var issued = await _room.EnrolAsync(await _room.TokenAsync(), key, "web-12", 2);

        Assert.NotNull(issued.Certificate);
    }

    [Theory]
    [InlineData("web 12")]
    [InlineData("")]
    [InlineData("-web")]
    [InlineData("web\u001b[31m")]
    public async Task A_name_that_no_host_may_have_is_refused_before_the_token_is_spent(string name)
    {
        using var key = AgentKey.New();
        var token = await _room.TokenAsync();

        var issued = await _room.EnrolAsync(token, key, name, 1);

        Assert.Equal(StatusCode.InvalidArgument, issued.Problem.StatusCode);
        Assert.NotNull((await _room.EnrolAsync(token, key, "web-12", 1)).Certificate);
    }
}
