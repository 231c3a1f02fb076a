using System.Net;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Tests.Catalog.FirewallInput;

public sealed class SocketsDocumentTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        ConnectionQuestion[] sockets =
        [
            ConnectionQuestion.FromAnywhere(IPAddress.Parse("10.0.4.12"), 22, "eth0") with
            {
                IsRouter = true,
                LocalAddresses =
                [
                    FieldText.Number(IPAddress.Parse("10.0.4.12")),
                    FieldText.Number(IPAddress.Parse("2001:db8::12")),
                ],
            },
            ConnectionQuestion.FromAnywhere(IPAddress.Parse("2001:db8::12"), 2222, null),
        ];

        var read = SocketsDocument.Read(SocketsDocument.Write([.. sockets]).Body);

        Assert.Equal(2, read.Length);
        foreach (var (was, now) in sockets.Zip(read))
        {
            Assert.Equal(
                (was.IsVersion6, was.Destination, was.Port, was.Interface, was.IsRouter),
                (now.IsVersion6, now.Destination, now.Port, now.Interface, now.IsRouter)
            );
            Assert.True(was.LocalAddresses.SetEquals(now.LocalAddresses));
            Assert.Equal(was.Sources, now.Sources);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.4.12:22")]
    [InlineData("web-12:22 eth0 router=no also=")]
    [InlineData("10.0.4.12:22 eth0 router also")]
    public void Lines_that_are_none_are_passed_over(string body) =>
        Assert.Empty(SocketsDocument.Read(body));
}
