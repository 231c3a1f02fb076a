using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>Commands and sockets inside a network namespace of one's own.</summary>
internal sealed class NetworkNamespace(string name)
{
    private const int CloneNewNet = 0x40000000;

    public string Name => name;

    /// <summary>Runs a program inside; returns its exit status, output and complaint.</summary>
    public Task<(int Exit, string Output, string Error)> RunAsync(
        string stdin,
        params string[] argv
    ) => ProgramAsync(stdin, ["ip", "netns", "exec", name, .. argv]);

    public static async Task<(int Exit, string Output, string Error)> ProgramAsync(
        string stdin,
        params string[] argv
    )
    {
        var start = new ProcessStartInfo(argv[0], argv[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(stdin);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Makes something inside: a socket stays where it was made. On a thread of its own, which ends afterwards.</summary>
    public T Make<T>(Func<T> make)
    {
        T? made = default;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle($"/run/netns/{name}");
                if (setns((int)file.DangerousGetHandle(), CloneNewNet) != 0)
                {
                    throw new IOException($"setns {name}: error {Marshal.GetLastPInvokeError()}");
                }

                made = make();
            }
            catch (Exception thrown)
                when (thrown is IOException or System.Net.Sockets.SocketException)
            {
                failure = thrown;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? made! : throw new IOException(failure.Message, failure);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int setns(int descriptor, int kind);
}
