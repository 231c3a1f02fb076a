using System.Net;
using Fleet.Checks.Diagnosis;

namespace Fleet.Controller.Diagnosis;

/// <summary>What a program of OpenSSH's client wrote.</summary>
/// <param name="ExitCode">255 is ssh's own failure.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error: a server's banner, and what programs say that ssh itself started.</param>
public sealed record ProgramOutput(int ExitCode, string Output, string Error)
{
    /// <summary>ssh's own words, which no server can write into: its debug lines. Empty for other programs.</summary>
    public string Log { get; init; } = "";

    /// <summary>The port from which it connected; 0: none was seen.</summary>
    public int LocalPort { get; init; }

    /// <summary>From its start to its end.</summary>
    public TimeSpan Took { get; init; }
}

/// <summary>Runs OpenSSH's client programs as the user who asks: fixed names, no shell.</summary>
public interface IClientPrograms
{
    /// <summary>Runs <c>ssh</c> or <c>ssh-add</c> to its end, or ends it.</summary>
    /// <param name="program">Looked for in PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="patience">Then it is ended; what it wrote until then counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Unknown where it cannot be run.</returns>
    Task<Known<ProgramOutput>> RunAsync(
        ClientProgram program,
        IReadOnlyList<string> arguments,
        Patience patience,
        CancellationToken cancellationToken
    );
}

/// <summary>The programs that are ever run.</summary>
public enum ClientProgram
{
    Unspecified = 0,
    Ssh,
    SshAdd,
}

/// <summary>The resolver and the routing table of this machine.</summary>
public interface IClientNetwork
{
    /// <summary>Addresses in the order in which a client tries them; absent: none.</summary>
    Task<Known<IReadOnlyList<IPAddress>>> ResolveAsync(
        string name,
        CancellationToken cancellationToken
    );

    /// <summary>This machine's own address on the way to an address; absent: no way.</summary>
    Known<IPAddress> RouteTo(IPAddress address);
}

/// <summary>How long a program may take.</summary>
/// <param name="Whole">To its end.</param>
public sealed record Patience(TimeSpan Whole)
{
    /// <summary>Within which it must have said <see cref="FirstWords"/> (<see cref="ProgramOutput.Log"/>); null: no such limit.</summary>
    public TimeSpan? First { get; init; }

    public string FirstWords { get; init; } = "";

    public static implicit operator Patience(TimeSpan whole) => new(whole);
}
