using Fleet.V1;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>An agent's first word. Pure.</summary>
internal static class HelloDecoder
{
    public static SpoolHello Decode(Hello hello, DateTimeOffset receivedAt)
    {
        Require.Count(hello.Checks.Count, WireLimits.Checks, "checks of hello");
        if (hello.NewestSeq >= long.MaxValue || hello.SpoolEpoch >= long.MaxValue)
        {
            throw new MalformedException("hello: numbers larger than any spool's");
        }

        return new SpoolHello(
            Require.Named(hello.SpoolId, WireLimits.Name, "spool id"),
            hello.SpoolEpoch,
            hello.OldestSeq,
            hello.NewestSeq,
            Require.Text(hello.AgentVersion, WireLimits.Name, "agent version"),
            hello.WallTime is null ? null : WireTime.Of(hello.WallTime, "wall time") - receivedAt
        );
    }
}
