using System.CommandLine;
using Fleet.Checks.Catalog;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Judging;
using Fleet.V1;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>--profile</c>: the name of a built-in one, or a file of one's own.</summary>
internal static class ProfileOption
{
    public static Option<string> In()
    {
        var profile = new Option<string>("--profile")
        {
            Description =
                "What hosts are judged by: a name of fleet sweep profiles, or a FILE (with a / or ending in .yaml)",
            HelpName = "NAME|FILE",
            Required = true,
        };
        profile.CompletionSources.Add(_ => Profiles.BuiltIn.Select(one => one.Name));
        return profile;
    }

    /// <summary>The profile as it goes to the controller; null: the file is missing or malformed, and every error in it has been told.</summary>
    public static async Task<SweepProfile?> ReadAsync(
        CommandFrame frame,
        Screen screen,
        string typed,
        CancellationToken cancellationToken
    )
    {
        if (!IsFile(typed))
        {
            return new() { Name = typed };
        }

        using var reader = frame.Environment.OpenText(typed);
        if (reader is null)
        {
            _ = screen.Fail($"the profile {typed} cannot be read", ExitCode.Usage);
            return null;
        }

        // One more than the most tells the reader of the text that it is too long.
        var text = new char[ProfileFile.MaxBytes + 1];
        var length = await reader.ReadBlockAsync(text, cancellationToken);
        var profile = new SweepProfile { Name = typed, Text = new(text, 0, length) };
        var reading = ProfileFile.Read(profile.Text, typed, CheckCatalog.BuiltIn);
        foreach (var error in reading.Errors)
        {
            _ = screen.Fail($"{error}", ExitCode.Usage);
        }

        return reading.Errors.IsEmpty ? profile : null;
    }

    private static bool IsFile(string typed) =>
        typed.Contains('/', StringComparison.Ordinal)
        || typed.EndsWith(".yaml", StringComparison.Ordinal)
        || typed.EndsWith(".yml", StringComparison.Ordinal);
}
