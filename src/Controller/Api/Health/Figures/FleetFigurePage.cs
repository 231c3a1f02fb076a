using Fleet.Controller.History;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Sweeps;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.Api.Health.Figures;

/// <summary>The fleet's part of <c>/metrics</c>: one reading of the database for all who ask within <see cref="Fresh"/>, whoever asks how often.</summary>
public sealed class FleetFigurePage(
    Func<CancellationToken, Task<FleetFigures>> read,
    int mostHosts,
    TimeProvider time
) : IDisposable
{
    /// <summary>So many hosts with series of their own, where nothing else is said.</summary>
    public const int DefaultHosts = 2000;

    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _one = new(1);
    private string _text = "";
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>Over a database.</summary>
    public static FleetFigurePage Over(HistoryDatabase database, int mostHosts, TimeProvider time)
    {
        var sweeps = new SweepReads(database);
        return new(
            cancellationToken => FigureQueries.ReadAsync(database, sweeps, cancellationToken),
            mostHosts,
            time
        );
    }

    /// <summary>The text. Where the database cannot be read there are no old numbers in it, and <c>fleet_export_up</c> is 0.</summary>
    public async Task<string> TextAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_text.Length == 0 || time.GetUtcNow() - _readAt >= Fresh)
            {
                _text = await ReadAsync(cancellationToken);
                _readAt = time.GetUtcNow();
            }

            return _text;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var figures = await read(cancellationToken);
            return FleetFigureText.Of(figures, mostHosts) + Up(1);
        }
        catch (Exception unread) when (unread is TimeoutException or SqliteException)
        {
            return Up(0);
        }
    }

    private static string Up(double value)
    {
        var text = new FigureText();
        text.Gauge("fleet_export_up", "0 where the fleet's figures could not be read").Add(value);
        return text.ToString();
    }
}
