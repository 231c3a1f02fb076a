using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>How old what an answer goes by is, in a line.</summary>
internal static class FactsAgeText
{
    public static string Of(FactsAge age, string host, TimeWords times)
    {
        var seen = age.SeenAt is null
            ? $"{host} has told nothing yet"
            : $"as {host} was seen at {times.Since(age.SeenAt)}";
        var missing =
            age.Missing.Count == 0 || age.SeenAt is null
                ? ""
                : $"; not looked at: {string.Join(", ", age.Missing)}";
        return age.Link is LinkState.Online or LinkState.CatchingUp or LinkState.Late
            ? seen + missing
            : $"{seen}{missing}; the host is {Words.Of(age.Link)}{Since(age, times)}: what changed since is not known";
    }

    private static string Since(FactsAge age, TimeWords times) =>
        age.LinkSince is null || age.Link == LinkState.NeverConnected
            ? ""
            : $" since {times.Since(age.LinkSince)}";
}
