using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Fleet.Checks.Host.Linux;

/// <summary>A child: no shell, an environment of two fixed variables, no input, a deadline, and both outputs read at once up to a cap.</summary>
/// <param name="Path">Absolute path of the program.</param>
/// <param name="Arguments">Its argv after the first.</param>
/// <param name="Deadline">When it and its descendants are killed.</param>
/// <param name="MaxOutput">The most that is kept of each output, in bytes; the rest is read and dropped.</param>
internal sealed record ChildProcess(
    string Path,
    ImmutableArray<string> Arguments,
    TimeSpan Deadline,
    int MaxOutput
)
{
    public async Task<Reply<CommandOutput>> RunAsync(
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            cancellationToken
        );
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            return Errno.Reply<CommandOutput>(refused.NativeErrorCode, Path);
        }

        try
        {
            process.StandardInput.Close();
            var output = KeepAsync(process.StandardOutput.BaseStream, both.Token);
            var error = KeepAsync(process.StandardError.BaseStream, both.Token);
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(both.Token);
            var (kept, cut) = await output;
            var (keptError, cutError) = await error;
            return Reply.Ok(new CommandOutput(process.ExitCode, kept, keptError, cut || cutError));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reply.Failed<CommandOutput>(
                $"{Path}: did not end within {Deadline.TotalSeconds:0.###} s"
            );
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Path, Arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C";
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        return start;
    }

    private async Task<(string Kept, bool Cut)> KeepAsync(
        Stream stream,
        CancellationToken cancellationToken
    )
    {
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var cut = false;
        int got;
        while ((got = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = (int)Math.Min(got, MaxOutput - kept.Length);
            kept.Write(buffer, 0, room);
            cut |= room < got;
        }

        return (Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length), cut);
    }
}
