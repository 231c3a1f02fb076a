namespace Fleet.Lab.Tests.Scenarios;

/// <summary>The hosts of a scenario: <c>web-12</c>, on which alice has an account and a key, and <c>laptop</c>, from which she comes.</summary>
/// <param name="Lab">The lab they stand in.</param>
/// <param name="Web">The host that she cannot reach.</param>
/// <param name="Client">Where she is.</param>
/// <param name="Key">Her key.</param>
public sealed record Scene(Lab Lab, LabHost Web, LabHost Client, SshKeyPair Key) : IAsyncDisposable
{
    public const string User = "alice";

    /// <summary>alice's password, for scenarios in which she has no key with her.</summary>
    public const string Password = "correct horse";

    /// <summary>Where <see cref="ConfigureSshdAsync"/> writes.</summary>
    public const string DropIn = "/etc/ssh/sshd_config.d/05-team.conf";

    /// <summary>Her key file on the host.</summary>
    public const string Keys = "/home/alice/.ssh/authorized_keys";

    /// <summary>What stands between the two, if anything: the last to go.</summary>
    public LabHost? Router { get; init; }

    /// <summary>Where she dials, and with which options.</summary>
    public string Destination { get; init; } = $"{User}@{Web.Name}";

    /// <summary>More options of ssh(1).</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public static async Task<Scene> OnOneNetworkAsync(Lab lab, Action<HostPlan> describe)
    {
        var key = await lab.NewKey();
        var client = lab.StartClient("laptop");
        var web = await lab.StartHost("web-12", h => describe(WithAlice(h, key)));
        return new(lab, web, await client, key);
    }

    /// <summary>alice, her password and her key.</summary>
    public static HostPlan WithAlice(HostPlan host, SshKeyPair key) =>
        host.User(User).Password(User, Password).AuthorizedKey(User, key.PublicLine);

    /// <summary>One login with her key; a silent address is given up after 2 s.</summary>
    public Task<CommandResult> LoginAsync(params string[] options) =>
        Client.Ssh(Destination, Key, [.. options, .. Options, "-o", "ConnectTimeout=2"]);

    /// <summary>One login with a password alone.</summary>
    public Task<CommandResult> LoginWithAsync(string password) =>
        Client.SshPassword(Destination, password, [.. Options]);

    /// <summary>Starts sshd again and waits until it listens; after a reload it would not listen for a moment.</summary>
    public Task RestartSshdAsync() =>
        Web.DoAsync("sh", "-c", "systemctl reset-failed ssh 2>/dev/null; systemctl restart ssh");

    /// <summary>Starts sshd again where it cannot: that is the fault.</summary>
    public Task FailToStartSshdAsync() => Web.RunAsync("systemctl", "restart", "ssh");

    /// <summary>Lines of sshd_config(5) that win over all others; sshd has them when this returns. None: takes them away.</summary>
    public Task ConfigureSshdAsync(params string[] lines)
    {
        if (lines is [])
        {
            Web.Root.Delete(DropIn);
        }
        else
        {
            Web.WriteFile(DropIn, string.Join('\n', lines) + "\n");
        }

        return RestartSshdAsync();
    }

    /// <summary>Waits, for at most 30 s, until a shell command on the host succeeds.</summary>
    public Task WaitForAsync(string command) =>
        Web.DoAsync(
            "timeout",
            "30",
            "sh",
            "-c",
            $"until {command} >/dev/null 2>&1; do sleep 0.05; done"
        );

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Web.DisposeAsync();
        if (Router is not null)
        {
            await Router.DisposeAsync();
        }
    }
}
