using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A package.</summary>
/// <param name="State">dpkg's letters for what is wanted and what is (<c>ii</c>); empty for rpm.</param>
public sealed record PastedPackage(string State, string Name, string Version, string Architecture)
{
    /// <summary>False where dpkg has only the configuration left, or less.</summary>
    public bool IsInstalled => State.Length < 2 || State[1] is 'i';
}

/// <summary>What <c>dpkg -l</c> and <c>dpkg-query -W</c> with a state print (dpkg-query(1)).</summary>
public sealed record PackageListing(ImmutableArray<PastedPackage> Packages) : PastedOutput
{
    private const string Wanted = "uihrp";
    private const string Status = "ncHhUFWti";

    /// <summary>Null where no line is a package with its state.</summary>
    public static PackageListing? Read(string text)
    {
        ImmutableArray<PastedPackage> packages =
        [
            .. PastedLines
                .Of(text)
                .Where(HasState)
                .Select(line => PastedLines.Cut(line, 4))
                .Where(cut => cut is not null)
                .Select(cut => new PastedPackage(
                    cut!.Value.Words[0],
                    cut.Value.Words[1],
                    cut.Value.Words[2],
                    cut.Value.Words[3]
                )),
        ];
        return packages.IsEmpty ? null : new PackageListing(packages);
    }

    // ii, rc, hi, uWR: wanted, status, and R where it must be installed again.
    private static bool HasState(string line) =>
        line.Length > 4
        && Wanted.Contains(line[0], StringComparison.Ordinal)
        && Status.Contains(line[1], StringComparison.Ordinal)
        && (line[2] == ' ' || (line[2] == 'R' && line[3] == ' '));
}
