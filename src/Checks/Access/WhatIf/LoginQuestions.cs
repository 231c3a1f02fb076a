using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fleet.Checks.Access.Logins;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>"Could alice log in?", asked of the model of a host: every way there is, those that lead in first.</summary>
public static class LoginQuestions
{
    internal static readonly LoginDecision Undialled = new(
        LoginGate.Firewall,
        LoginVerdict.No,
        "sshd is configured for no address that others can dial"
    );

    /// <summary>The ways from one address; never empty.</summary>
    /// <param name="model">The host.</param>
    /// <param name="user">The account.</param>
    /// <param name="source">The client's address.</param>
    /// <param name="fingerprint"><c>SHA256:…</c> of the only key; null: any means.</param>
    public static ImmutableArray<LoginWay> From(
        LoginModel model,
        string user,
        IPAddress source,
        string? fingerprint
    ) =>
        Sorted(
            Means(model, user, fingerprint)
                .Select(one => LoginWay.Of(one.Means, model.Ask(one.Account, source, one.Means))),
            () => model.Ask(user, source, fingerprint)
        );

    /// <summary>The ways from wherever they lead in; never empty.</summary>
    /// <inheritdoc cref="From"/>
    public static ImmutableArray<LoginWay> FromAnywhere(
        LoginModel model,
        string user,
        string? fingerprint
    ) =>
        Sorted(
            Means(model, user, fingerprint)
                .Select(one => LoginWay.Of(LoginSources.Row(model, one.Account, one.Means))),
            () => new LoginAnswer([model.NoWay(user, fingerprint)])
        );

    /// <summary>The host as who dials this port alone meets it; null where sshd is certainly not dialled there.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">1 to 65535.</param>
    public static LoginHost? AtPort(LoginHost host, int port)
    {
        var filters = host.Filters;
        return filters.Ruleset is null ? host
            : filters.Sockets.Any(socket => socket.Port == port)
                ? host with
                {
                    Filters = filters with
                    {
                        Sockets = filters.Sockets.RemoveAll(socket => socket.Port != port),
                    },
                }
            : null;
    }

    /// <summary>What is said where <see cref="AtPort"/> has no host.</summary>
    public static LoginWay WrongPort(LoginHost host, int port)
    {
        var ports = host.Filters.Sockets.Select(socket => socket.Port).Distinct().Order().ToList();
        return LoginWay.Of(
            null,
            new LoginAnswer([
                ports.Count == 0
                    ? Undialled
                    : new(
                        LoginGate.Configuration,
                        LoginVerdict.No,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"sshd is dialled at port {string.Join(", ", ports)}, not {port}"
                        )
                    ),
            ])
        );
    }

    private static IEnumerable<(HostAccount Account, LoginMeans Means)> Means(
        LoginModel model,
        string user,
        string? fingerprint
    ) =>
        model.Find(user) is { } account
            ? LoginWays
                .Of(model.Host, account)
                .Where(means => LoginModel.Concerns(means, fingerprint))
                .Select(means => (account, means))
            : [];

    private static ImmutableArray<LoginWay> Sorted(
        IEnumerable<LoginWay> ways,
        Func<LoginAnswer> none
    )
    {
        ImmutableArray<LoginWay> sorted =
        [
            .. ways.OrderBy(way =>
                    way.Verdict switch
                    {
                        LoginVerdict.Yes => 0,
                        LoginVerdict.Unknown => 1,
                        _ => 2,
                    }
                )
                .ThenBy(way => way.Closed.Length)
                .ThenByDescending(way =>
                    way.Gates.TakeWhile(gate => gate.Verdict != LoginVerdict.No).Count()
                ),
        ];
        return sorted.IsEmpty ? [LoginWay.Of(null, none())] : sorted;
    }
}
