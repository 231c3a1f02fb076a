using Fleet.Controller.History.Feed;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Tests.History.Feed;

public sealed class FeedReadsTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(TempDatabase.Start);
    private TempDatabase _temp = null!;
    private FeedStory _story = null!;
    private FeedReads Feed => new(_temp.Open);

    public async ValueTask InitializeAsync()
    {
        _temp = await TempDatabase.CreateAsync();
        _story = new FeedStory(_temp, _time);
    }

    public async ValueTask DisposeAsync() => await _temp.DisposeAsync();

    [Fact]
    public async Task Every_source_is_in_the_feed()
    {
        await _story.RegressesAsync("web-1");
        await _story.LinkAsync("web-1", LinkState.Online);
        await _story.SweepEndsAsync(await _story.SweepBeginsAsync());
        await _story.PolicyAsync();

        var told = (await Feed.AfterAsync(FeedPosition.Start, default))
            .Entries.Select(Word)
            .ToList();

        Assert.Contains(
            "Opened decided/a",
            told.First(word => word.StartsWith("Opened", StringComparison.Ordinal))
        );
        Assert.Contains("link Online", told);
        Assert.Equal(
            ["sweep 1 begins", "sweep 1 ends"],
            told.Where(word => word.StartsWith("sweep", StringComparison.Ordinal))
        );
        Assert.Contains("policy 1", told);
    }

    [Fact]
    public async Task Wherever_a_reader_is_cut_off_it_goes_on_with_the_next_and_tells_none_twice()
    {
        foreach (var seed in Enumerable.Range(1, 5))
        {
            await HappenAsync(new Random(seed), 30);
        }

        var all = await TellAsync(FeedPosition.Start);
        Assert.True(all.Count > 100);
        Assert.Distinct(all.Select(each => each.Word));

        for (var cut = 0; cut < all.Count; cut += 3)
        {
            // As text: it was kept outside in between.
            var again = await TellAsync(FeedPosition.Parse(all[cut].After.ToString())!);

            Assert.Equal(
                all.Select(each => each.Word).Order(),
                all.Take(cut + 1).Concat(again).Select(each => each.Word).Order()
            );
        }
    }

    [Fact]
    public async Task What_is_stored_while_a_reader_reads_comes_once()
    {
        var random = new Random(7);
        var (position, told) = (FeedPosition.Start, new List<string>());
        for (var round = 0; round < 40; round++)
        {
            await HappenAsync(random, 3);
            foreach (var (word, after) in await TellAsync(position))
            {
                told.Add(word);
                position = after;
            }
        }

        Assert.Equal(
            (await TellAsync(FeedPosition.Start)).Select(each => each.Word).Order(),
            told.Order()
        );
    }

    [Fact]
    public async Task A_sweep_that_ends_long_after_it_began_is_told_at_its_end()
    {
        var first = await _story.SweepBeginsAsync();
        var second = await _story.SweepBeginsAsync();
        await _story.SweepEndsAsync(second);
        var position = (await TellAsync(FeedPosition.Start))[^1].After;

        Assert.Empty(await TellAsync(position));
        await _story.SweepEndsAsync(first);

        Assert.Equal(
            [$"sweep {first} ends"],
            (await TellAsync(position)).Select(each => each.Word)
        );
    }

    [Fact]
    public async Task From_a_moment_on_nothing_that_happened_since_is_missing()
    {
        await HappenAsync(new Random(3), 20);
        var running = await _story.SweepBeginsAsync();
        var moment = _story.Now;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _story.PolicyAsync("since");
        await _story.SweepEndsAsync(running);

        var told = await TellAsync(await Feed.PositionAsync(moment.AddMilliseconds(1), default));

        Assert.Equal(2, told.Count);
        Assert.Contains(told, each => each.Word == $"sweep {running} ends");
        Assert.Empty(await TellAsync(await Feed.PositionAsync(since: null, default)));
    }

    [Fact]
    public async Task A_regression_that_is_no_longer_kept_holds_nobody_up()
    {
        await _story.RegressesAsync("web-1");
        await _story.ForgetRegressionsAsync();
        await _story.PolicyAsync();

        var page = await Feed.AfterAsync(FeedPosition.Start, default);

        Assert.True(page.IsAll);
        Assert.Contains(page.Entries, entry => entry is FeedEntry.OfRegression { About: null });
        Assert.Empty(
            await TellAsync(
                page.Entries.Aggregate(FeedPosition.Start, (at, entry) => entry.After(at))
            )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("2.0.0.0.0.")]
    [InlineData("1.-1.0.0.0.")]
    [InlineData("1.x.0.0.0.")]
    [InlineData("1.0.0.0.0.a")]
    [InlineData("1.99999999999999999999.0.0.0.")]
    public void What_is_no_cursor_is_none(string text) => Assert.Null(FeedPosition.Parse(text));

    private async Task HappenAsync(Random random, int steps)
    {
        var running = new Queue<long>();
        for (var i = 0; i < steps; i++)
        {
            var host = $"web-{random.Next(3)}";
            switch (random.Next(5))
            {
                case 0:
                    await _story.RegressesAsync(host);
                    break;
                case 1:
                    await _story.LinkAsync(host, (LinkState)random.Next(2, 6));
                    break;
                case 2:
                    running.Enqueue(await _story.SweepBeginsAsync());
                    break;
                case 3 when running.TryDequeue(out var id):
                    await _story.SweepEndsAsync(id);
                    break;
                default:
                    await _story.PolicyAsync();
                    break;
            }
        }
    }

    private async Task<List<(string Word, FeedPosition After)>> TellAsync(FeedPosition position)
    {
        var told = new List<(string, FeedPosition)>();
        while (true)
        {
            var page = await Feed.AfterAsync(position, default);
            foreach (var entry in page.Entries)
            {
                position = entry.After(position);
                told.Add((Word(entry, unique: true), position));
            }

            if (page.IsAll)
            {
                return told;
            }
        }
    }

    private static string Word(FeedEntry entry) => Word(entry, unique: false);

    private static string Word(FeedEntry entry, bool unique) =>
        entry switch
        {
            FeedEntry.OfRegression step =>
                $"{step.Step.Kind} {step.About?.Subject}{(unique ? $" {step.Step.Id}" : "")}",
            FeedEntry.OfLink link => $"link {link.Span.State}{(unique ? $" {link.Span.Id}" : "")}",
            FeedEntry.OfSweep sweep =>
                $"sweep {sweep.Sweep.Id} {(sweep.IsEnd ? "ends" : "begins")}",
            FeedEntry.OfPolicy policy => $"policy {policy.Policy.Id}",
            _ => "?",
        };
}
