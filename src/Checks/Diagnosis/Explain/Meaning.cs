using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>A cause that something speaks for.</summary>
/// <param name="Cause">Its id in <see cref="CauseCatalog"/>.</param>
/// <param name="Confidence">How strongly.</param>
public readonly record struct Suspect(string Cause, Confidence Confidence);

/// <summary>What a line or an output means.</summary>
/// <param name="Says">In plain words, one or two sentences.</param>
/// <param name="Suspects">What it speaks for, likeliest first; none for a line that nothing is wrong with.</param>
public sealed record Meaning(string Says, ImmutableArray<Suspect> Suspects)
{
    /// <summary>True where it shows that something works.</summary>
    public bool IsGood { get; init; }

    /// <summary>True for a line that follows from what another line names: it counts only where none does.</summary>
    public bool IsEcho { get; init; }

    public static Meaning Good(string says) => new(says, []) { IsGood = true };

    /// <summary>Neither good nor bad.</summary>
    public static Meaning Note(string says) => new(says, []);

    /// <summary>The line names its cause; the others are possible besides.</summary>
    public static Meaning Names(string cause, string says, params ImmutableArray<string> others) =>
        new(says, [new Suspect(cause, Confidence.Certain), .. Possible(others)]);

    /// <summary>One cause is likelier than the others.</summary>
    public static Meaning Points(string cause, string says, params ImmutableArray<string> others) =>
        new(says, [new Suspect(cause, Confidence.Likely), .. Possible(others)]);

    /// <summary>The line does not tell these apart.</summary>
    public static Meaning Open(string says, params ImmutableArray<string> causes) =>
        new(says, [.. Possible(causes)]);

    /// <summary>The same for a line that other lines explain.</summary>
    public Meaning Echo() => this with { IsEcho = true };

    private static IEnumerable<Suspect> Possible(ImmutableArray<string> causes) =>
        causes.Select(cause => new Suspect(cause, Confidence.Possible));
}
