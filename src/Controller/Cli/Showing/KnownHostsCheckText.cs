using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.V1;
using Outcome = Fleet.Checks.Judging.Outcome;

namespace Fleet.Controller.Cli.Showing;

/// <summary>What clients know wrongly, for people: client by client and account by account, each with its repair.</summary>
internal sealed class KnownHostsCheckText(Screen screen)
{
    private const string Commands = "         ";

    public IEnumerable<string> Lines(IReadOnlyCollection<ClientKnownHosts> clients) =>
        [
            .. clients.SelectMany(client =>
                client.Mismatches.SelectMany(one => Wrong(client, one))
            ),
            .. clients.SelectMany(client => client.Unread.Select(one => Unread(client, one))),
            Sum(clients),
        ];

    private IEnumerable<string> Wrong(ClientKnownHosts client, KnownHostMismatch wrong)
    {
        var who = Printable.Line(Account(client.Client, wrong.Owner));
        var names = string.Join(", ", wrong.Names.Select(Printable.Line));
        var key = $"{Printable.Line(wrong.KeyType)} {Printable.Line(wrong.Fingerprint)}";
        yield return $"{screen.Ink.Mark(wrong.Kind == KnownHostMismatchKind.Stale ? Outcome.Warn : Outcome.Fail)} {who}: {names} {Words(wrong, key)}";
        yield return $"  at {(wrong.Place.Length > 0 ? Printable.Line(wrong.Place) : "a place that is not known")}";
        yield return $"  {Printable.Line(wrong.Host)} has {string.Join(", ", wrong.TrueKeys.Select(own => Printable.Line($"{own.Type} {own.Fingerprint}")))}";
        if (wrong.Remedy.Count == 0)
        {
            yield break;
        }

        yield return $"  fix  on {Printable.Line(client.Client)}, as {Printable.Line(wrong.Owner.Length > 0 ? wrong.Owner : "root")}:";
        foreach (var command in wrong.Remedy.Select(Printable.Line))
        {
            foreach (var line in Wrap.Command(command, screen.Width - Commands.Length))
            {
                yield return Commands + line;
            }
        }
    }

    private static string Words(KnownHostMismatch wrong, string key) =>
        wrong.Kind switch
        {
            KnownHostMismatchKind.Changed =>
                $"is known by {key}, which is not the host's: ssh refuses the host",
            KnownHostMismatchKind.Revoked =>
                $"is revoked by {key}, which is the host's: ssh refuses it",
            _ when wrong.StandsInFor > 0 =>
                $"is known by {key}, which is not the host's: for port {wrong.StandsInFor.ToString(CultureInfo.InvariantCulture)} ssh goes by the bare name and accepts that key too",
            _ => $"is known by {key} too, which is not the host's: ssh accepts it all the same",
        };

    private string Unread(ClientKnownHosts client, UnreadKnownHosts unread) =>
        $"{screen.Ink.Mark(Outcome.Unknown)} {Printable.Line(Account(client.Client, unread.Owner))}: not all is known: {Printable.Line(unread.Reason)}";

    private static string Account(string client, string owner) =>
        owner.Length > 0 ? $"{owner} on {client}" : client;

    private string Sum(IReadOnlyCollection<ClientKnownHosts> clients)
    {
        var wrong = clients.Sum(client => client.Mismatches.Count);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{clients.Count} clients know {clients.Sum(client => client.Names)} names; {wrong} contradict the fleet's true keys"
        );
        return wrong == 0 ? text : screen.Ink.Strong(text);
    }
}
