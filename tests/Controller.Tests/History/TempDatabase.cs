using Fleet.Controller.Authority;
using Fleet.Controller.History;
using Fleet.Controller.History.Authority;
using Fleet.Controller.History.Hosts;

namespace Fleet.Controller.Tests.History;

/// <summary>A real database in a folder of its own, gone afterwards.</summary>
internal sealed class TempDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-history-").FullName;

    private TempDatabase() { }

    public string Path => System.IO.Path.Combine(_folder, "fleet.db");

    public HistoryDatabase Open { get; private set; } = null!;

    public HostStore Hosts => new(Open);

    public AuthorityStore Authority => new(Open, (_, _) => Task.CompletedTask);

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TempDatabase Closed() => new();

    public static async Task<TempDatabase> CreateAsync()
    {
        var temp = new TempDatabase();
        await temp.OpenAsync();
        return temp;
    }

    public async Task OpenAsync() =>
        Open = await HistoryDatabase.OpenAsync(Path, TimeProvider.System, CancellationToken.None);

    public async Task ReopenAsync()
    {
        await Open.DisposeAsync();
        await OpenAsync();
    }

    public async Task<int> AddHostAsync(string name)
    {
        var token = new JoinTokenEntry
        {
            Id = $"t-{name}",
            SecretHash = "00",
            CreatedAt = Start,
            ExpiresAt = Start.AddMinutes(15),
            UsesLeft = 1,
            CreatedBy = "test",
        };
        await Authority.AddTokenAsync(token, CancellationToken.None);
        var result = await Authority.EnrolAsync(
            new Enrolment(
                token.Id,
                name,
                ReadOnlyMemory<byte>.Empty,
                new IssuedCertificate($"serial-{name}", Start, Start.AddDays(1)),
                Start,
                Start
            ),
            CancellationToken.None
        );
        return Assert.IsType<EnrolmentResult.Enrolled>(result).HostId;
    }

    public async ValueTask DisposeAsync()
    {
        if (Open is not null)
        {
            await Open.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
