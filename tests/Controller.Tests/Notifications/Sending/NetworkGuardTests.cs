using System.Net;
using Fleet.Controller.Notifications.Sending.Http;

namespace Fleet.Controller.Tests.Notifications.Sending;

public sealed class NetworkGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("::10.0.0.1")]
    public void Addresses_of_the_controllers_own_surroundings_are_refused(string address) =>
        Assert.NotNull(NetworkGuard.Objection(IPAddress.Parse(address), []));

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void Public_ones_are_not(string address) =>
        Assert.Null(NetworkGuard.Objection(IPAddress.Parse(address), []));

    [Fact]
    public void What_the_policy_allows_is_allowed_and_nothing_beside_it()
    {
        IPNetwork[] allowed = [IPNetwork.Parse("10.0.0.0/8")];

        Assert.Null(NetworkGuard.Objection(IPAddress.Parse("10.1.2.3"), [.. allowed]));
        Assert.Null(NetworkGuard.Objection(IPAddress.Parse("::ffff:10.1.2.3"), [.. allowed]));
        Assert.NotNull(NetworkGuard.Objection(IPAddress.Parse("127.0.0.1"), [.. allowed]));
        Assert.False(NetworkGuard.IsAllowed(IPAddress.Parse("8.8.8.8"), [.. allowed]));
    }
}
