namespace Fleet.Lab.Tests.Host;

public sealed class AccountTests : LabTest
{
    [Fact]
    public async Task Users_have_what_the_plan_says()
    {
        await using var box = await Lab.StartHost(
            "box",
            h =>
                h.NoSystemd()
                    .User("alice", shell: "/bin/sh")
                    .User("bob", uid: 4711)
                    .InGroup("alice", "ops")
                    .Password("alice", "correct horse")
                    .File("/srv/bobs", "x", "0640", "bob:ops")
        );
        Assert.Equal("alice ops\n", await box.DoAsync("id", "-Gn", "alice"));
        Assert.Equal("4711\n", await box.DoAsync("id", "-u", "bob"));
        Assert.Equal(
            "-rw-r----- bob ops\n",
            await box.DoAsync("stat", "-c", "%A %U %G", "/srv/bobs")
        );
        Assert.Equal(
            "drwx------ alice alice\n",
            await box.DoAsync("stat", "-c", "%A %U %G", "/home/alice")
        );
        Assert.Equal("alice\n", (await box.RunAsAsync("alice", "id", "-un")).Stdout);
    }

    [Theory]
    [InlineData("correct horse", 0)]
    [InlineData("wrong horse", 1)]
    public async Task A_password_is_the_one_that_was_set(string tried, int exit)
    {
        await using var box = await Lab.StartHost(
            "box",
            h => h.NoSystemd().User("alice").Password("alice", "correct horse")
        );
        var su = await box.RunAsync(
            ["runuser", "-u", "nobody", "--", "su", "alice", "-c", "true"],
            stdin: $"{tried}\n"
        );
        Assert.Equal(exit, su.Exit);
    }
}
