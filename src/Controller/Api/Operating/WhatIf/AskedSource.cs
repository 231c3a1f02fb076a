using System.Net;

namespace Fleet.Controller.Api.Operating.WhatIf;

/// <summary>Where a login comes from, as somebody names it.</summary>
public static class AskedSource
{
    /// <summary>Any source that gets in at all.</summary>
    public const string Anywhere = "anywhere";

    private const int Dots = 3;

    /// <summary>An address in full: <c>10.5</c> is none, though inet_aton(3) takes it. An IPv4 address in IPv6's clothes is IPv4. Null: no address.</summary>
    public static IPAddress? Address(string text) =>
        !IPAddress.TryParse(text, out var address)
        || (!text.Contains(':') && text.Count(c => c == '.') != Dots)
            ? null
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address;
}
