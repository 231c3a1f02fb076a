using System.Collections.Immutable;
using System.Net;
using System.Text;
using Fleet.Checks.Catalog.SshReach;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;
using Fleet.V1;
using ConnectOutcome = Fleet.Checks.Probe.ConnectOutcome;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>What another host of the fleet saw, as the client's side of a diagnosis. Pure. It resolves no name, exchanges no key and logs nobody in: those gates stay unknown.</summary>
public static class VantageEvidence
{
    /// <param name="vantage">The host that looked.</param>
    /// <param name="sights">What it saw, an address each.</param>
    public static ClientEvidence Of(string vantage, IReadOnlyList<ReachLookEntry> sights) =>
        ClientEvidence.None with
        {
            Addresses = Known.Unknown<IReadOnlyList<IPAddress>>(
                $"{vantage} looks at the addresses that the host itself tells, and resolves no name"
            ),
            Looks =
            [
                .. sights
                    .Select(sight => Look(vantage, sight))
                    .OfType<AddressLook>()
                    .OrderBy(look => look.Probe.IsPresent ? 0 : 1),
            ],
        };

    private static AddressLook? Look(string vantage, ReachLookEntry sight)
    {
        if (!IPEndPoint.TryParse(sight.Endpoint, out var at))
        {
            return null;
        }

        var source = $"{vantage}: connect to {at.Address} port {at.Port}";
        return new AddressLook(
            at.Address,
            Route(sight, source),
            sight.Outcome.Length == 0
                ? Known.Unknown<SshProbeResult>(sight.Note)
                : Known.Present(Result(sight), source)
        );
    }

    private static Known<IPAddress> Route(ReachLookEntry sight, string source) =>
        Local(sight) is { } local ? Known.Present(local.Address, source)
        : sight.Outcome == ReachOutcome.NoNetwork
            ? Known.Absent<IPAddress>($"no way there: {sight.Note}", source)
        : Known.Unknown<IPAddress>("its way there was not told");

    private static SshProbeResult Result(ReachLookEntry sight) =>
        new()
        {
            Connect = Connect(sight.Outcome),
            Identification =
                sight.Outcome == ReachOutcome.Connected
                    ? SshIdentification.Read(Encoding.UTF8.GetBytes(sight.Note + "\r\n")).Value
                    : null,
            Reason = sight.Outcome == ReachOutcome.Connected ? "" : sight.Note,
            Local = Local(sight),
        };

    private static IPEndPoint? Local(ReachLookEntry sight) =>
        IPEndPoint.TryParse(sight.Local, out var local) ? local : null;

    private static ConnectOutcome Connect(string outcome) =>
        outcome switch
        {
            ReachOutcome.Connected
            or ReachOutcome.Silent
            or ReachOutcome.Closed
            or ReachOutcome.Foreign => ConnectOutcome.Connected,
            ReachOutcome.Refused => ConnectOutcome.Refused,
            ReachOutcome.TimedOut => ConnectOutcome.TimedOut,
            ReachOutcome.NoRoute or ReachOutcome.NoNetwork => ConnectOutcome.Unreachable,
            ReachOutcome.Prohibited => ConnectOutcome.Prohibited,
            ReachOutcome.Reset => ConnectOutcome.Reset,
            _ => ConnectOutcome.Failed,
        };
}
