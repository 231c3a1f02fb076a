using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Tests.Probe;

/// <summary>This machine's own sshd on a loopback port, with a key and a /run of its own.</summary>
internal sealed class RealSshd : IDisposable
{
    private const string Binary = "/usr/sbin/sshd";
    private readonly string _folder = Directory.CreateTempSubdirectory("sshd").FullName;
    private readonly Process _process;

    private RealSshd(IEnumerable<string> lines)
    {
        Port = FreePort();
        var config = Path.Combine(_folder, "config");
        var key = Path.Combine(_folder, "key");
        Run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);
        File.WriteAllLines(
            config,
            lines.Concat([
                $"Port {Port}",
                "ListenAddress 127.0.0.1",
                $"HostKey {key}",
                "PidFile none",
                "UsePAM no",
            ])
        );
        // sshd wants its privilege separation folder; this machine's /run stays as it is.
        var script =
            $"mount -t tmpfs none /run && mkdir -m 755 /run/sshd && {Binary} -T -f {config} > {Path.Combine(_folder, "effective")} && exec {Binary} -D -f {config}";
        _process = Process.Start(
            new ProcessStartInfo("/usr/bin/unshare", ["-m", "sh", "-c", script])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
    }

    public int Port { get; }

    public int Pid => _process.Id;

    /// <summary>Its host key: <c>ssh-ed25519 AAAA…</c>.</summary>
    public string HostKey =>
        string.Join(' ', File.ReadAllText(Path.Combine(_folder, "key.pub")).Split(' ').Take(2));

    /// <summary>What its sshd -T prints for a keyword.</summary>
    public string Effective(string keyword) =>
        File.ReadLines(Path.Combine(_folder, "effective"))
            .Select(line => line.Split(' ', 2))
            .Where(words => words[0] == keyword)
            .Select(words => words[1])
            .First();

    /// <summary>Started, or the test is skipped.</summary>
    public static async Task<RealSshd> StartAsync(params string[] lines)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give sshd its /run");
        Assert.SkipUnless(File.Exists(Binary), "no sshd is installed");
        var sshd = new RealSshd(lines);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (sshd._process.HasExited)
            {
                Assert.Fail(await sshd._process.StandardError.ReadToEndAsync());
            }

            if (await sshd.ConnectAsync() is { } socket)
            {
                socket.Dispose();
                return sshd;
            }

            await Task.Delay(100);
        }

        sshd.Dispose();
        throw new InvalidOperationException("sshd does not listen");
    }

    /// <summary>A connection that says nothing; null where it is refused.</summary>
    public async Task<Socket?> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Run(string file, params string[] arguments)
    {
        using var process = Process.Start(file, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
