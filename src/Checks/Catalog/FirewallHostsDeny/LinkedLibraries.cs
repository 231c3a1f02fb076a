using System.Text;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.FirewallHostsDeny;

/// <summary>Does sshd need a library? An ELF program names those it is linked with in its dynamic string table (elf(5), DT_NEEDED).</summary>
internal static class LinkedLibraries
{
    private const int MaxProgram = 8 << 20;

    // Since OpenSSH 9.8 another program serves the connections.
    private static readonly string[] Programs =
    [
        "/usr/lib/openssh/sshd-session",
        "/usr/libexec/openssh/sshd-session",
        "/usr/sbin/sshd",
    ];

    public static async ValueTask<Reply<bool>> AskAsync(
        IHost host,
        string library,
        CancellationToken cancellationToken
    )
    {
        foreach (var path in Programs)
        {
            var program = await host.AskAsync(new ReadFile(path, MaxProgram), cancellationToken);
            if (!program.IsAbsent)
            {
                return program.IsOk
                    ? Reply.Ok(
                        program.Value.Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(library)) >= 0
                    )
                    : new Reply<bool>(program.State, default, program.Reason);
            }
        }

        return Reply.Absent<bool>("no sshd is installed");
    }
}
