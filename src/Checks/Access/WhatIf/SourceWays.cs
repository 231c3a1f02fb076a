using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Access.Logins;

namespace Fleet.Checks.Access.WhatIf;

/// <summary>What one source gets.</summary>
/// <param name="Source">The client's address; null: nobody named one, and some source is enough.</param>
/// <param name="Ways">At least one, those that lead in first.</param>
public sealed record SourceWays(IPAddress? Source, ImmutableArray<LoginWay> Ways)
{
    public LoginVerdict Verdict => Ways[0].Verdict;

    /// <summary>Each of a client's addresses. Those of a family in which sshd is not dialled count only where there is no other.</summary>
    /// <param name="model">The host.</param>
    /// <param name="user">The account.</param>
    /// <param name="sources">The client's addresses; empty: wherever it leads in from.</param>
    /// <param name="fingerprint"><c>SHA256:…</c> of the only key; null: any means.</param>
    /// <param name="port">The port that is dialled; null: whichever sshd has.</param>
    public static ImmutableArray<SourceWays> Of(
        LoginModel model,
        string user,
        ImmutableArray<IPAddress> sources,
        string? fingerprint,
        int? port
    )
    {
        if (port is { } dialled)
        {
            if (LoginQuestions.AtPort(model.Host, dialled) is not { } there)
            {
                var closed = LoginQuestions.WrongPort(model.Host, dialled);
                return [.. sources.DefaultIfEmpty().Select(s => new SourceWays(s, [closed]))];
            }

            model = new LoginModel(there);
        }

        if (sources.IsEmpty)
        {
            return [new(null, LoginQuestions.FromAnywhere(model, user, fingerprint))];
        }

        var dialable = sources.RemoveAll(source =>
            !model.IsDialled(source.AddressFamily == AddressFamily.InterNetworkV6)
        );
        return
        [
            .. (dialable.IsEmpty ? sources : dialable).Select(source => new SourceWays(
                source,
                LoginQuestions.From(model, user, source, fingerprint)
            )),
        ];
    }

    /// <summary>What all sources get; where they differ, it depends on which of them the client takes: unknown.</summary>
    public static LoginVerdict Together(ImmutableArray<SourceWays> answers) =>
        answers.Select(answer => answer.Verdict).Distinct().ToList() is [var one]
            ? one
            : LoginVerdict.Unknown;
}
