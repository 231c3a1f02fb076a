using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Authority.Ca;

public sealed class CaFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SetTime _time = new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_authority_is_the_same_after_a_restart()
    {
        var first = CaFolder.OpenOrMake(_folder["ca"], _time);

        Assert.Equal(first.RootPin, CaFolder.OpenOrMake(_folder["ca"], _time).RootPin);
    }

    [Fact]
    public void Its_keys_are_for_its_owner_alone()
    {
        _ = CaFolder.OpenOrMake(_folder["ca"], _time);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(_folder["ca"])
        );
        Assert.All(
            Directory.GetFiles(_folder["ca"], "*.key"),
            key =>
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    File.GetUnixFileMode(key)
                )
        );
    }

    [Fact]
    public void It_serves_without_the_roots_key()
    {
        _ = CaFolder.OpenOrMake(_folder["ca"], _time);
        File.Delete(_folder["ca/root.key"]);

        var authority = CaFolder.OpenOrMake(_folder["ca"], _time);

        Assert.True(authority.IssueServer(["localhost"], []).HasPrivateKey);
    }

    [Fact]
    public void An_intermediate_near_its_end_is_renewed_over_the_same_key()
    {
        var before = CaFolder.OpenOrMake(_folder["ca"], _time);
        _time.Now = _time.Now.AddYears(4).AddMonths(6);

        var after = CaFolder.OpenOrMake(_folder["ca"], _time);

        Assert.True(after.Intermediate.NotAfter > before.Intermediate.NotAfter);
        Assert.Equal(
            before.Intermediate.PublicKey.ExportSubjectPublicKeyInfo(),
            after.Intermediate.PublicKey.ExportSubjectPublicKeyInfo()
        );
        Assert.Equal(before.RootPin, after.RootPin);
    }

    [Fact]
    public void An_ended_intermediate_without_the_roots_key_is_said()
    {
        _ = CaFolder.OpenOrMake(_folder["ca"], _time);
        File.Delete(_folder["ca/root.key"]);
        _time.Now = _time.Now.AddYears(6);

        var said = Assert.Throws<AuthorityUnusableException>(() =>
            CaFolder.OpenOrMake(_folder["ca"], _time)
        );

        Assert.Contains("put root.key back", said.Message);
    }

    [Theory]
    [InlineData("root.crt")]
    [InlineData("intermediate.crt")]
    [InlineData("intermediate.key")]
    public void A_damaged_file_is_named_and_left_as_it_is(string file)
    {
        _ = CaFolder.OpenOrMake(_folder["ca"], _time);
        File.WriteAllText(_folder[$"ca/{file}"], "nonsense");

        var said = Assert.Throws<AuthorityUnusableException>(() =>
            CaFolder.OpenOrMake(_folder["ca"], _time)
        );

        Assert.Contains($"ca/{file}", said.Message);
        Assert.Equal("nonsense", File.ReadAllText(_folder[$"ca/{file}"]));
    }
}
