using Fleet.Checks.Host;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.Sshd;

/// <summary>The effective configuration of a host's sshd: by <c>sshd -T</c>, or by our own reader where sshd cannot answer. Values are the same either way.</summary>
public sealed record SshdAnswer
{
    /// <summary>False: no sshd is installed, and that is certain.</summary>
    public bool IsInstalled { get; private init; } = true;

    /// <summary>The values; null where nobody can tell them (<see cref="Reason"/>).</summary>
    public SshdEffective? Effective { get; private init; }

    /// <summary>True where sshd itself answered: then every value is certain.</summary>
    public bool BySshd { get; private init; }

    /// <summary>Why sshd did not answer; empty where it did.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The files; null where the main file could not be read.</summary>
    public SshdConfigFiles? Files { get; private init; }

    /// <summary>Asks <c>sshd -T</c>, and the files for where each value comes from.</summary>
    public static async ValueTask<SshdAnswer> AskAsync(
        IHost host,
        CancellationToken cancellationToken
    )
    {
        var asked = await host.AskAsync(
            new RunCommand(HostCommand.SshdEffectiveConfig, []),
            cancellationToken
        );
        if (asked.IsAbsent)
        {
            return new SshdAnswer { IsInstalled = false, Reason = asked.Reason };
        }

        if (
            asked.IsOk
            && asked.Value is { ExitCode: 0, Truncated: false }
            && SshdTOutput.TryRead(asked.Value.Output, out var printed)
        )
        {
            return await WithSourcesAsync(host, printed, cancellationToken);
        }

        var complaint = asked.IsOk ? SshdComplaint.Read(asked.Value.Error) : null;
        return await InsteadAsync(
            host,
            complaint,
            complaint?.Text ?? asked.Reason,
            cancellationToken
        );
    }

    private static async ValueTask<SshdAnswer> WithSourcesAsync(
        IHost host,
        SshdEffective printed,
        CancellationToken cancellationToken
    )
    {
        var version = OpenSshVersion.Assumed;
        var files = await SshdConfigFiles.ReadAsync(host, version, cancellationToken);
        return new SshdAnswer
        {
            BySshd = true,
            Files = files.Value,
            Effective = files.IsOk
                ? printed.WithSourcesOf(Evaluate(files.Value.Configuration, version))
                : printed,
        };
    }

    private static async ValueTask<SshdAnswer> InsteadAsync(
        IHost host,
        SshdComplaint? complaint,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var version = await SshdVersion.AskAsync(host, cancellationToken);
        var number = version.IsOk ? version.Value.Number : OpenSshVersion.Assumed;
        var files = await SshdConfigFiles.ReadAsync(host, number, cancellationToken);
        if (!files.IsOk)
        {
            return new SshdAnswer
            {
                Reason = reason == files.Reason ? reason : $"{reason}; {files.Reason}",
            };
        }

        var read = files.Value.Configuration;
        var rejected =
            complaint?.Kind == SshdComplaintKind.Configuration
                ? complaint.Source?.ToString() ?? complaint.Text
            : read.Errors.IsEmpty ? null
            : read.Errors[0].Source.ToString();
        return rejected is null
            ? new SshdAnswer
            {
                Files = files.Value,
                Reason = reason,
                Effective = Evaluate(read, number),
            }
            : new SshdAnswer
            {
                Files = files.Value,
                Reason = $"sshd refuses its configuration ({rejected})",
            };
    }

    private static SshdEffective Evaluate(
        SshdConfiguration configuration,
        OpenSshVersion version
    ) => SshdEvaluator.Evaluate(configuration, SshdConnection.Unspecified, version);
}
