using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What the output of a command says of one port's logins. Pure; text that is no output gives nothing.</summary>
internal static class OutputReader
{
    /// <param name="text">Bounded by who calls.</param>
    /// <param name="port">The port that clients dial.</param>
    public static IEnumerable<Sign> Read(string text, int port) =>
        (
            FirewallOutputs.Read(text, port)
            ?? NameiOutput.Read(text)
            ?? AnswerOutputs.Read(text)
            ?? ConfigOutputs.Read(text)
        )
            is { } known
            ? [known with { Text = FirstLine(text) }]
        : PastedText.Recognise(text) is { } output && Of(output, port) is { } sign
            ? [sign with { Text = FirstLine(text) }]
        : [];

    private static Sign? Of(PastedOutput output, int port) =>
        output switch
        {
            SocketListing sockets => Sign("ss", SocketOutputs.Of(sockets.Sockets, port)),
            NetstatListing sockets => Sign("netstat", SocketOutputs.Of(sockets.Sockets, port)),
            ChainListing chains => Sign("iptables -L", FirewallOutputs.Of(chains, port)),
            ZoneListing zones => Sign("firewall-cmd", FirewallOutputs.Of(zones, port)),
            UnitListing units => Sign("systemctl", MachineOutputs.Of(units)),
            SpaceListing space => Sign("df", MachineOutputs.Of(space)),
            PolicyStatus policy => Sign("sestatus", MachineOutputs.Of(policy)),
            KernelSettings settings => Sign("sysctl", MachineOutputs.Of(settings)),
            RouteListing routes => Sign("route", MachineOutputs.Of(routes)),
            FileListing files => Sign(
                "ls",
                FileOutputs.Of(files.Files),
                FileOutputs.Path(files.Files)
            ),
            StatListing files => Sign(
                "stat",
                FileOutputs.Of(files.Files),
                FileOutputs.Path(files.Files)
            ),
            _ => Sign(
                output.GetType().Name,
                Meaning.Note("The output of a command; nothing in it decides about a login.")
            ),
        };

    internal static Sign Sign(string command, Meaning meaning, string path = "") =>
        new()
        {
            Place = SignPlace.Output,
            Kind = command,
            Line = 1,
            Text = "",
            Meaning = meaning,
            Names = Advices.Blanks.None.With("path", path),
        };

    internal static string FirstLine(string text) =>
        text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
}
