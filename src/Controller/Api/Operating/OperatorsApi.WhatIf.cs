using System.Net;
using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>What would be, answered from what is stored.</content>
public sealed partial class OperatorsApi
{
    public override async Task<CanReply> Can(CanRequest request, ServerCallContext context)
    {
        await RequireHostAsync(context, request.Host, required: true);
        if (request.User.Length == 0 || request.User.Any(c => char.IsControl(c) || c is ' '))
        {
            throw Refuse("a user is missing, such as alice: names have no blanks");
        }

        if (request.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw Refuse($"a port is a number from 1 to {IPEndPoint.MaxPort}, not {request.Port}");
        }

        var key = request.Key.Length == 0 ? null : KeyOf(request.Key);
        await RequireSourceAsync(context, request.Source);
        var seen = Reads(context);
        var report =
            await seen.HostAsync(request.Host, context.CancellationToken)
            ?? throw await NoHostAsync(context, request.Host);
        var reply = await seen.CanAsync(request, key, context.CancellationToken);
        reply.Age = CanMessages.Age(report);
        return reply;
    }

    public override async Task<PreflightReply> Preflight(
        PreflightRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host, required: true);
        if (request.SshdConfig.Length > Checks.Facts.Document.MaxCharacters)
        {
            throw Refuse(
                $"the sshd_config is too long: expected at most {Checks.Facts.Document.MaxCharacters} characters"
            );
        }

        var seen = Reads(context);
        var report =
            await seen.HostAsync(request.Host, context.CancellationToken)
            ?? throw await NoHostAsync(context, request.Host);
        var reply = await seen.PreflightAsync(request, context.CancellationToken);
        reply.Age = CanMessages.Age(report);
        return reply;
    }

    private static AskedKey KeyOf(string text) =>
        AskedKey.Parse(text, out var error) ?? throw Refuse($"the key: {error}");

    private async Task RequireSourceAsync(ServerCallContext context, string source)
    {
        if (source == AskedSource.Anywhere || AskedSource.Address(source) is not null)
        {
            return;
        }

        var known = await Reads(context).HostNamesAsync(context.CancellationToken);
        if (!known.Contains(source, StringComparer.Ordinal))
        {
            throw Refuse(
                $"{source} is neither an address nor a host of the fleet nor {AskedSource.Anywhere}."
                    + (
                        Checks.Reporting.NearestName.To(source, known) is { } nearest
                            ? $" Did you mean {nearest}?"
                            : ""
                    )
            );
        }
    }
}
