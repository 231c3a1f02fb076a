using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

[Collection(PythonServerGroup.Name)]
public sealed class MetadataTests(PythonServer python)
{
    [Fact]
    public Task Text_goes_there_and_back() =>
        AssertReflected(
            new Metadata
            {
                { "word", "plain" },
                { "dotted.key_with-marks", "a, b; c=d" },
                { "spaced", "in the middle" },
            }
        );

    [Fact]
    public Task Every_byte_goes_there_and_back() =>
        AssertReflected(
            new Metadata
            {
                { "all-bytes-bin", [.. Enumerable.Range(0, 256).Select(n => (byte)n)] },
                { "one-bin", [0] },
                { "two-bin", [255, 254] },
            }
        );

    [Fact]
    public Task A_key_in_capitals_arrives_in_lower_case() =>
        AssertReflected(new Metadata { { "X-Shouted", "quietly" } });

    [Fact]
    public async Task The_values_of_a_repeated_key_all_arrive()
    {
        var (seen, _, _) = await Reflect(
            new Metadata
            {
                { "many", "first" },
                { "many", "second" },
                { "many", "third" },
            }
        );

        // gRPC lets anyone on the way join the values of a repeated key by commas.
        var values = seen.SelectMany(entry =>
            entry.Value.ToStringUtf8().Split(',', StringSplitOptions.TrimEntries)
        );
        Assert.Equal(["first", "second", "third"], values);
    }

    private async Task AssertReflected(Metadata sent)
    {
        var (seen, headers, trailers) = await Reflect(sent);

        var expected = sent.Select(entry => (entry.Key, Convert.ToHexString(entry.ValueBytes)))
            .Order()
            .ToList();
        Assert.Equal(
            expected,
            seen.Select(entry => (entry.Key, Convert.ToHexString(entry.Value.Span))).Order()
        );
        foreach (var came in new[] { headers, trailers })
        {
            var ours = came.Where(entry => sent.Get(entry.Key) is not null);
            Assert.Equal(
                expected,
                ours.Select(entry => (entry.Key, Convert.ToHexString(entry.ValueBytes))).Order()
            );
        }
    }

    private async Task<(IReadOnlyList<Entry> Seen, Metadata Headers, Metadata Trailers)> Reflect(
        Metadata sent
    )
    {
        var request = new ReflectRequest { Keys = { sent.Select(entry => entry.Key).Distinct() } };
        using var call = python.Client.ReflectAsync(request, sent, Call.Patience);
        var headers = await call.ResponseHeadersAsync;
        var reply = await call;
        return (reply.Entries, headers, call.GetTrailers());
    }
}
