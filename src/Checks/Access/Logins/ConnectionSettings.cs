using System.Globalization;
using System.Net;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>sshd's values for one connection to one host.</summary>
internal sealed class ConnectionSettings(LoginHost host)
{
    /// <summary>The connection as sshd sees it. Without UseDNS the client's name is its address.</summary>
    public SshdConnection Connection(HostAccount account, IPAddress? source)
    {
        var ports = host.Filters.Sockets.Select(socket => socket.Port).Distinct().ToList();
        return new SshdConnection
        {
            User = account.Name,
            Groups = account.Groups ?? [],
            Address = source?.ToString(),
            Host = source?.ToString(),
            LocalPort = ports is [var port] ? port : null,
        };
    }

    public SshdEffective For(SshdConnection connection) => host.Sshd!.For(connection);

    /// <summary>A Match section of which it cannot be told whether it applies; null where there is none.</summary>
    public LoginDecision? Doubt(HostAccount account, SshdConnection connection)
    {
        foreach (var match in host.Sshd!.Matches)
        {
            var open = match
                .Criteria.Where(criterion => IsOpen(criterion, account, connection))
                .ToList();
            if (open.Count > 0 && match.Criteria.Except(open).All(one => one.IsMetBy(connection)))
            {
                return new LoginDecision(
                    LoginGate.Configuration,
                    LoginVerdict.Unknown,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"a Match section depends on {Word(open[0].Kind)}"
                    ),
                    match.Source.ToString()
                );
            }
        }

        return null;
    }

    private bool IsOpen(SshdCriterion criterion, HostAccount account, SshdConnection connection) =>
        criterion.Kind switch
        {
            SshdCriterionKind.LocalAddress
            or SshdCriterionKind.RoutingDomain
            or SshdCriterionKind.Version => true,
            SshdCriterionKind.LocalPort => connection.LocalPort is null,
            SshdCriterionKind.Group => account.Groups is null,
            SshdCriterionKind.Host => LooksNamesUp && ClientNames.AnyIn(criterion.Argument),
            _ => false,
        };

    /// <summary>UseDNS yes: sshd then asks for the client's name, and patterns of names count.</summary>
    public bool LooksNamesUp => For(SshdConnection.Unspecified)["UseDNS"] == "yes";

    private static string Word(SshdCriterionKind kind) =>
        kind switch
        {
            SshdCriterionKind.Host => "the client's name",
            SshdCriterionKind.Group => "the account's groups",
            SshdCriterionKind.Version => "the client's version",
            SshdCriterionKind.RoutingDomain => "the routing domain",
            _ => "this host's address or port that is dialled",
        };
}
