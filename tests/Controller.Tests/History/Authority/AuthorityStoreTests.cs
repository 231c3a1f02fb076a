using System.Collections.Immutable;
using Fleet.Controller.Authority;
using Fleet.Controller.History.Reading;

namespace Fleet.Controller.Tests.History.Authority;

public sealed class AuthorityStoreTests
{
    private static readonly DateTimeOffset Now = TempDatabase.Start;

    [Fact]
    public async Task A_token_comes_back_as_it_was_given()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var token = Token("a") with
        {
            HostName = "web-12",
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("env", "prod"),
        };
        await temp.Authority.AddTokenAsync(token, CancellationToken.None);
        var found = (await temp.Authority.FindTokenAsync("a", CancellationToken.None))!;
        Assert.Equal(token.Labels, found.Labels);
        Assert.Equal(token with { Labels = found.Labels }, found);
        Assert.Null(await temp.Authority.FindTokenAsync("b", CancellationToken.None));
    }

    [Fact]
    public async Task Of_two_that_race_for_the_last_use_one_enrols()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.Authority.AddTokenAsync(Token("a"), CancellationToken.None);
        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => EnrolAsync(temp, "a", $"h{i}", $"s{i}"))
        );
        Assert.Single(results.OfType<EnrolmentResult.Enrolled>());
        Assert.Equal(7, results.Count(result => Refusal(result) == EnrolmentRefusal.TokenSpent));
    }

    [Fact]
    public async Task What_may_not_join_is_told_why()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var store = temp.Authority;
        await store.AddTokenAsync(Token("old") with { ExpiresAt = Now }, CancellationToken.None);
        await store.AddTokenAsync(Token("revoked"), CancellationToken.None);
        var revoked = await store.RevokeTokenAsync("revoked", "bob", Now, CancellationToken.None);
        Assert.True(revoked?.Revoked);
        Assert.Equal(
            EnrolmentRefusal.TokenExpired,
            Refusal(await EnrolAsync(temp, "old", "h", "s"))
        );
        Assert.Equal(
            EnrolmentRefusal.TokenRevoked,
            Refusal(await EnrolAsync(temp, "revoked", "h", "s"))
        );
        Assert.Equal(
            EnrolmentRefusal.TokenUnknown,
            Refusal(await EnrolAsync(temp, "none", "h", "s"))
        );
        Assert.Null(await store.RevokeTokenAsync("none", "bob", Now, CancellationToken.None));
    }

    [Fact]
    public async Task A_live_hosts_name_is_taken_and_a_revoked_hosts_is_free()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.Authority.AddTokenAsync(
            Token("a") with
            {
                UsesLeft = 9,
            },
            CancellationToken.None
        );
        var first = Enrolled(await EnrolAsync(temp, "a", "web", "s1"));
        Assert.Equal(EnrolmentRefusal.NameTaken, Refusal(await EnrolAsync(temp, "a", "web", "s2")));

        var revocation = await temp.Authority.RevokeHostAsync(
            "web",
            "stolen",
            "bob",
            Now,
            CancellationToken.None
        );
        Assert.Equal(["s1"], revocation!.Serials);
        Assert.Equal(["s1"], await temp.Authority.ListRevokedAsync(Now, CancellationToken.None));
        var again = Enrolled(await EnrolAsync(temp, "a", "web", "s3"));
        Assert.Equal(first.HostId, again.HostId);
    }

    [Fact]
    public async Task The_same_machine_takes_its_name_over_and_its_old_certificate_ends()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.Authority.AddTokenAsync(
            Token("a") with
            {
                UsesLeft = 9,
            },
            CancellationToken.None
        );
        await EnrolAsync(temp, "a", "web", "s1", machine: [1, 2, 3]);
        Assert.Equal(
            EnrolmentRefusal.NameTaken,
            Refusal(await EnrolAsync(temp, "a", "web", "s2", machine: [9]))
        );
        var again = Enrolled(await EnrolAsync(temp, "a", "web", "s3", machine: [1, 2, 3]));
        Assert.Equal(["s1"], again.Replaced);
        var old = await temp.Authority.FindCertificateAsync("s1", CancellationToken.None);
        Assert.True(old?.Revoked);
    }

    [Fact]
    public async Task A_revoked_certificate_is_not_renewed()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.AddHostAsync("web");
        var next = new IssuedCertificate("s2", Now, Now.AddDays(1));
        Assert.True(await temp.Authority.RenewAsync("serial-web", next, CancellationToken.None));
        await temp.Authority.RevokeHostAsync("web", "", "bob", Now, CancellationToken.None);
        var third = next with { Serial = "s3" };
        Assert.False(await temp.Authority.RenewAsync("s2", third, CancellationToken.None));
        Assert.False(await temp.Authority.RenewAsync("none", third, CancellationToken.None));
        Assert.Null(await temp.Authority.FindCertificateAsync("s3", CancellationToken.None));
    }

    [Fact]
    public async Task An_altered_audit_entry_breaks_the_chain()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await temp.AddHostAsync("a");
        await temp.AddHostAsync("b");
        var chain = new AuditChain(temp.Open);
        Assert.Null(await chain.FindBreakAsync(CancellationToken.None));
        await temp.Open.Writer.CommitAsync(
            session => session.Run("UPDATE audit_entry SET actor = 'nobody' WHERE id = 2"),
            CancellationToken.None
        );
        Assert.Equal(2, await chain.FindBreakAsync(CancellationToken.None));
        await temp.Open.Writer.CommitAsync(
            session => session.Run("DELETE FROM audit_entry WHERE id <= 2"),
            CancellationToken.None
        );
        Assert.Equal(3, await chain.FindBreakAsync(CancellationToken.None));
    }

    private static JoinTokenEntry Token(string id) =>
        new()
        {
            Id = id,
            SecretHash = "ab",
            CreatedAt = Now,
            ExpiresAt = Now.AddMinutes(15),
            UsesLeft = 1,
            CreatedBy = "bob",
        };

    private static Task<EnrolmentResult> EnrolAsync(
        TempDatabase temp,
        string token,
        string name,
        string serial,
        byte[]? machine = null
    ) =>
        temp.Authority.EnrolAsync(
            new Enrolment(
                token,
                name,
                machine ?? [],
                new IssuedCertificate(serial, Now, Now.AddDays(1)),
                Now,
                Now
            ),
            CancellationToken.None
        );

    private static EnrolmentRefusal? Refusal(EnrolmentResult result) =>
        (result as EnrolmentResult.Refused)?.Reason;

    private static EnrolmentResult.Enrolled Enrolled(EnrolmentResult result) =>
        Assert.IsType<EnrolmentResult.Enrolled>(result);
}
