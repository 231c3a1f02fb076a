using System.Globalization;
using System.Text.Json;
using Fleet.Interop.Tests.Host;
using Fleet.Interop.Tests.Interpreter;

namespace Fleet.Interop.Tests.FromPython;

/// <summary>A Python client beside the C# server that it calls; it runs the cases of <c>client.py</c> by name.</summary>
public sealed class PythonClient : IAsyncLifetime
{
    private PythonGrpc? python;
    private PythonScript? script;

    public InteropServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        python = await PythonGrpc.Find();
    }

    /// <summary>Runs the case; its own message is the failure. Skips the test when Python has no gRPC.</summary>
    public async Task<string> Run(string name)
    {
        Assert.SkipWhen(python is null, Missing.Packages);
        var answer = JsonDocument.Parse(await Ask(name)).RootElement;
        var message = answer.GetProperty("message").GetString()!;
        Assert.True(answer.GetProperty("ok").GetBoolean(), $"client.py, {name}:\n{message}");
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        await StopScript();
        python?.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Asks the script that runs; one that fell silent or died is replaced, so that one case fails and not those after it.</summary>
    private async Task<string> Ask(string name)
    {
        script ??= python!.Start(
            "client.py",
            Server.Keys.Folder,
            Port(Server.Address),
            Port(Server.SecureAddress)
        );
        try
        {
            return await script.Ask(name);
        }
        catch (Exception error)
            when (error is TimeoutException or InvalidOperationException or IOException)
        {
            await StopScript();
            throw new InvalidOperationException(
                $"client.py, {name}: no answer. {error.Message}",
                error
            );
        }
    }

    private async ValueTask StopScript()
    {
        if (script is not null)
        {
            await script.DisposeAsync();
            script = null;
        }
    }

    private static string Port(Uri address) => address.Port.ToString(CultureInfo.InvariantCulture);
}
