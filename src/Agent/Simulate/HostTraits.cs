namespace Fleet.Agent.Simulate;

/// <summary>What sets one simulated host apart from the others. The same number gives the same host, in every run.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">What it is called.</param>
internal sealed record HostTraits(int Number, string Name)
{
    /// <summary>PermitRootLogin yes: three in a hundred, and those that drift.</summary>
    public bool PermitsRootLogin { get; init; }

    /// <summary>A cipher that is broken stands in its sshd_config: two in a hundred.</summary>
    public bool HasWeakCipher { get; init; }

    /// <summary>Anybody may write to a user's home, so sshd takes none of that user's keys: one in a hundred.</summary>
    public bool HasOpenHome { get; init; }

    /// <summary>Passwords are taken: one in ten.</summary>
    public bool TakesPasswords { get; init; }

    /// <summary>Its sshd has not had the last security update: four in a hundred.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Where sshd listens: 22, or 2222 on five in a hundred.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Its address, in the networks that are kept for benchmarks and lead nowhere (RFC 2544 appendix C.2.2: 198.18.0.0/15).</summary>
    public string Address => $"198.{18 + (Number >> 16)}.{(Number >> 8) & 0xff}.{Number & 0xff}";

    /// <summary>The host with this number. The questions are chosen so that each fault is among the first fifty.</summary>
    public static HostTraits Of(int number) =>
        new(number, FormattableString.Invariant($"sim-{number:D4}"))
        {
            PermitsRootLogin = Share(number, 7) < 0.03,
            HasWeakCipher = Share(number, 4) < 0.02,
            HasOpenHome = Share(number, 10) < 0.01,
            TakesPasswords = Share(number, 6) < 0.10,
            IsBehind = Share(number, 8) < 0.04,
            Port = Share(number, 3) < 0.05 ? 2222 : 22,
        };

    /// <summary>Anywhere in [0, 1), the same for the same host and question: SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static double Share(int number, int question)
    {
        var mixed = unchecked(((ulong)number << 8 | (uint)question) * 0x9e3779b97f4a7c15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94d049bb133111eb);
        return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
    }
}
