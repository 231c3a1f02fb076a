using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

[Collection(PythonServerGroup.Name)]
public sealed class CredentialTests(PythonServer python)
{
    private static readonly ReflectRequest Asked = new()
    {
        Keys = { "authorization", "asked-of", "tenant" },
    };

    [Fact]
    public async Task Credentials_of_the_channel_travel_with_every_call()
    {
        using var channel = python.OpenSecure(Token("open-sesame"));

        Assert.Equal("Bearer open-sesame", (await Reflect(channel))["authorization"]);
    }

    [Fact]
    public async Task Credentials_of_a_call_travel_with_that_call_alone()
    {
        using var channel = python.OpenSecure();

        Assert.Equal("Bearer once", (await Reflect(channel, Token("once")))["authorization"]);
        Assert.DoesNotContain("authorization", await Reflect(channel));
    }

    [Fact]
    public async Task Composed_credentials_all_travel()
    {
        var tenant = CallCredentials.FromInterceptor(
            (_, headers) =>
            {
                headers.Add("tenant", "blue");
                return Task.CompletedTask;
            }
        );
        using var channel = python.OpenSecure(
            CallCredentials.Compose(Token("open-sesame"), tenant)
        );

        var seen = await Reflect(channel);

        Assert.Equal(("Bearer open-sesame", "blue"), (seen["authorization"], seen["tenant"]));
    }

    [Fact]
    public async Task Credentials_are_told_which_call_they_are_for()
    {
        var curious = CallCredentials.FromInterceptor(
            (context, headers) =>
            {
                headers.Add(
                    "asked-of",
                    $"{new Uri(context.ServiceUrl).AbsolutePath} {context.MethodName}"
                );
                return Task.CompletedTask;
            }
        );
        using var channel = python.OpenSecure(curious);

        Assert.Equal("/fleet.interop.v1.Interop Reflect", (await Reflect(channel))["asked-of"]);
    }

    [Fact]
    public async Task Credentials_of_a_call_are_kept_off_a_channel_in_clear_text() =>
        Assert.DoesNotContain("authorization", await Reflect(python.Channel, Token("secret")));

    [Fact]
    public async Task Credentials_travel_in_clear_text_when_that_is_allowed()
    {
        using var channel = python.Open(options =>
        {
            options.UnsafeUseInsecureChannelCallCredentials = true;
            options.Credentials = ChannelCredentials.Create(
                ChannelCredentials.Insecure,
                Token("in the open")
            );
        });

        Assert.Equal("Bearer in the open", (await Reflect(channel))["authorization"]);
    }

    [Fact]
    public async Task The_clients_certificate_names_it()
    {
        using var channel = python.OpenSecure();

        var caller = await new V1.Interop.InteropClient(channel).WhoAmIAsync(
            new WhoAmIRequest(),
            deadline: Call.Patience
        );

        Assert.Equal(Host.InteropKeys.ClientName, Assert.Single(caller.Names));
    }

    private static CallCredentials Token(string token) =>
        CallCredentials.FromInterceptor(
            async (_, headers) =>
            {
                await Task.Yield();
                headers.Add("Authorization", $"Bearer {token}");
            }
        );

    private static async Task<Dictionary<string, string>> Reflect(
        Grpc.Net.Client.GrpcChannel channel,
        CallCredentials? credentials = null
    )
    {
        var options = new CallOptions(deadline: Call.Patience, credentials: credentials);
        var reply = await new V1.Interop.InteropClient(channel).ReflectAsync(Asked, options);
        return reply.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.ToStringUtf8());
    }
}
