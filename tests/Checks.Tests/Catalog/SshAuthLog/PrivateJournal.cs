using System.Diagnostics;
using System.Text;
using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

/// <summary>A real systemd-journald with a /run of its own in a mount namespace, and a host that asks its journal by the listed command.</summary>
internal sealed class PrivateJournal : IHost, IDisposable
{
    private const string Daemon = "/lib/systemd/systemd-journald";
    private const string Setup =
        "mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/journal /run/log/journal && cp /usr/bin/logger /run/sshd && exec "
        + Daemon;
    private readonly Process _journald;

    public PrivateJournal()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root for a mount namespace");
        foreach (
            var tool in new[]
            {
                Daemon,
                "/usr/bin/journalctl",
                "/usr/bin/logger",
                "/usr/bin/unshare",
                "/usr/bin/nsenter",
            }
        )
        {
            Assert.SkipUnless(File.Exists(tool), $"{tool} is not installed");
        }

        _journald = Start(
            "/usr/bin/unshare",
            ["--mount", "--propagation", "private", "/bin/sh", "-c", Setup]
        );
    }

    public TimeProvider Time => TimeProvider.System;

    /// <summary>Waits until the daemon takes messages.</summary>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (
                (await InsideAsync("test -S /run/systemd/journal/socket", "", cancel)).ExitCode == 0
            )
            {
                return;
            }

            Assert.SkipWhen(
                _journald.HasExited,
                "this machine does not let journald run in a namespace"
            );
            await Task.Delay(50, cancel);
        }

        Assert.Skip("journald did not open its socket");
    }

    /// <summary>Writes an entry as a process whose comm is sshd, which lives on until journald has looked at it.</summary>
    public async Task WriteAsync(byte[] message, CancellationToken cancel)
    {
        // Latin-1 carries the bytes through the pipe as they are.
        var text = Encoding.Latin1.GetString(message) + "\n";
        var written = await InsideAsync(
            "{ cat; sleep 0.5; } | /run/sshd --tag sshd --socket /run/systemd/journal/dev-log",
            text,
            cancel
        );
        Assert.Equal(0, written.ExitCode);
    }

    public async ValueTask<Reply<T>> AskAsync<T>(
        HostRequest<T> request,
        CancellationToken cancellationToken
    ) =>
        request switch
        {
            RunCommand asked => (Reply<T>)
                (object)Reply.Ok(await JournalctlAsync(asked, cancellationToken)),
            ListDirectory { Path: "/run/log/journal" } asked => (Reply<T>)
                (object)Reply.Ok(System.Collections.Immutable.ImmutableArray.Create("0123")),
            GetStatus { Path: "/usr/sbin/sshd" } => Reply.Failed<T>("nobody looked"),
            _ => Reply.Absent<T>("not here"),
        };

    public void Dispose()
    {
        _journald.Kill();
        _journald.WaitForExit();
        _journald.Dispose();
    }

    private async Task<CommandOutput> JournalctlAsync(RunCommand asked, CancellationToken cancel)
    {
        Assert.True(asked.Command.Accepts(asked.Arguments));
        return await RunAsync(
            "/usr/bin/nsenter",
            [
                "--mount",
                "--target",
                $"{_journald.Id}",
                asked.Command.Paths[0],
                .. asked.Command.FixedArguments,
                .. asked.Arguments,
            ],
            "",
            cancel
        );
    }

    private Task<CommandOutput> InsideAsync(
        string script,
        string input,
        CancellationToken cancel
    ) =>
        RunAsync(
            "/usr/bin/nsenter",
            ["--mount", "--target", $"{_journald.Id}", "/bin/sh", "-c", script],
            input,
            cancel
        );

    private static async Task<CommandOutput> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string input,
        CancellationToken cancel
    )
    {
        using var process = Start(program, arguments);
        await process.StandardInput.BaseStream.WriteAsync(Encoding.Latin1.GetBytes(input), cancel);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new CommandOutput(process.ExitCode, output, await error, false);
    }

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
