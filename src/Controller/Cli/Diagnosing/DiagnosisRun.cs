using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>A diagnosis and where its evidence came from.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Stored">The host in the fleet; null: not known there.</param>
/// <param name="Doubt">Why the host's own evidence is missing or old; empty where it is fresh.</param>
/// <param name="Took">From the question to the answer.</param>
internal sealed record Diagnosed(
    DiagnosisAnswer Answer,
    StoredHost? Stored,
    string Doubt,
    TimeSpan Took
)
{
    /// <summary>Why another host that was to look did not; empty where it did, and where none was to.</summary>
    public string VantageDoubt { get; init; } = "";

    /// <summary>Under which it is stored; 0: it is not.</summary>
    public long Id { get; init; }
}

/// <summary>Joins both sides. The client looks while the controller asks the host; each step of the client is told.</summary>
internal sealed class DiagnosisRun(ClientLook look, ServerSide server, TimeProvider time, string me)
{
    private const int DefaultPort = 22;
    private const string NotAsked = "the host itself was not asked";

    /// <summary>From this machine.</summary>
    /// <param name="target">What was typed.</param>
    /// <param name="key">The one key to try; null: whatever ssh offers.</param>
    /// <param name="step">Told after each step of the client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Diagnosed> HereAsync(
        LoginTarget target,
        string? key,
        Action<DiagnosisCase> step,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        server.BeginAgain();
        var seen = ClientEvidence.None;
        Task<StoredHost?>? host = null;
        await foreach (var more in look.RunAsync(target, key, cancellationToken))
        {
            seen = more;
            host ??= FreshAsync(Names(target, seen), cancellationToken);
            step(new DiagnosisCase(Question(target, seen), seen, ServerEvidence.None));
        }

        var known = await (host ?? Task.FromResult<StoredHost?>(null));
        if (known is { IsOnline: true } && seen.Attempt.IsPresent)
        {
            await server.ReadLogAsync(known.Name, cancellationToken);
            known = await server.ReadAsync([known.Name], cancellationToken) ?? known;
        }

        var asked = Question(target, seen);
        return Answer(
            asked with
            {
                Since = asked.AsOf - time.GetElapsedTime(began),
            },
            seen,
            known,
            began
        );
    }

    /// <summary>From an address elsewhere: nothing is dialled, the host's own evidence decides.</summary>
    public async Task<Diagnosed> ElsewhereAsync(
        LoginTarget target,
        LoginQuestion asked,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        server.BeginAgain();
        var known = await FreshAsync(Names(target, ClientEvidence.None), cancellationToken);
        return Answer(asked, ClientEvidence.None, known, began);
    }

    /// <summary>From another host of the fleet, whose agent looks as far as the server's name.</summary>
    public async Task<Diagnosed> FromAsync(
        LoginTarget target,
        VantageSide vantage,
        CancellationToken cancellationToken
    )
    {
        var began = time.GetTimestamp();
        server.BeginAgain();
        var known = await server.ReadAsync(Names(target, ClientEvidence.None), cancellationToken);
        var looking = vantage.LookAsync(known, target.Port, cancellationToken);
        if (known is not null)
        {
            await server.RefreshAsync(known.Name, cancellationToken);
            known = await server.ReadAsync([known.Name], cancellationToken) ?? known;
        }

        var seen = await looking;
        var asked = new LoginQuestion
        {
            Host = target.Host,
            User = target.User ?? me,
            Port = target.Port ?? seen.EndPoint?.Port ?? DefaultPort,
            Address = seen.EndPoint?.Address,
            Source = seen.Source,
            Vantage = vantage.Name,
            AsOf = time.GetUtcNow(),
        };
        return Answer(asked, seen.Evidence, known, began) with { VantageDoubt = seen.Doubt };
    }

    private LoginQuestion Question(LoginTarget target, ClientEvidence seen) =>
        QuestionOf.Client(target, seen, me, time.GetUtcNow());

    private async Task<StoredHost?> FreshAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        if (await server.ReadAsync(names, cancellationToken) is not { } known)
        {
            return null;
        }

        await server.RefreshAsync(known.Name, cancellationToken);
        return await server.ReadAsync([known.Name], cancellationToken) ?? known;
    }

    private Diagnosed Answer(
        LoginQuestion asked,
        ClientEvidence seen,
        StoredHost? known,
        long began
    )
    {
        var evidence = known is null
            ? ServerEvidence.Without(NotAsked)
            : ServerEvidence.From(known.Input, asked, known.Lines) with
            {
                Host = known.Name,
                CollectedAt = known.At,
                IsFresh = server.Doubt.Length == 0,
            };
        return new Diagnosed(
            Diagnoser.Answer(new DiagnosisCase(asked, seen, evidence)),
            known,
            server.Doubt,
            time.GetElapsedTime(began)
        );
    }

    // The fleet may know the host by what was typed, by what ssh makes of it, or by its short name.
    private static IReadOnlyList<string> Names(LoginTarget target, ClientEvidence seen)
    {
        string[] names = [target.Host, seen.Config.Value?["hostname"] ?? ""];
        return
        [
            .. names
                .Concat(names.Select(name => name.Split('.')[0]))
                .Where(name => name.Length > 0)
                .Distinct(),
        ];
    }
}
