using System.Numerics;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>
/// Counts distinct texts in bounded memory: exactly up to <see cref="ExactUpTo"/>, beyond by HyperLogLog (Flajolet et al. 2007) with 1,024 registers, standard error
/// 3 %.
/// </summary>
internal sealed class DistinctCount
{
    public const int ExactUpTo = 256;
    private const int RegisterBits = 10;
    private readonly HashSet<ulong> _exact = [];
    private byte[]? _registers;

    public void Add(ReadOnlySpan<char> text)
    {
        var hash = Hash(text);
        if (_registers is null && (_exact.Count < ExactUpTo || _exact.Contains(hash)))
        {
            _exact.Add(hash);
            return;
        }

        if (_registers is null)
        {
            _registers = new byte[1 << RegisterBits];
            foreach (var earlier in _exact)
            {
                Register(_registers, earlier);
            }

            _exact.Clear();
        }

        Register(_registers, hash);
    }

    public long Estimate()
    {
        if (_registers is null)
        {
            return _exact.Count;
        }

        double size = _registers.Length;
        var sum = _registers.Sum(rank => Math.ScaleB(1, -rank));
        var raw = 0.7213 / (1 + 1.079 / size) * size * size / sum;
        var empty = _registers.Count(rank => rank == 0);
        return (long)
            Math.Round(raw <= 2.5 * size && empty > 0 ? size * Math.Log(size / empty) : raw);
    }

    private static void Register(byte[] registers, ulong hash)
    {
        var index = (int)(hash >> (64 - RegisterBits));
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << RegisterBits) | 1) + 1);
        registers[index] = Math.Max(registers[index], rank);
    }

    /// <summary>FNV-1a, then the finaliser of MurmurHash3, which spreads it over all bits.</summary>
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
