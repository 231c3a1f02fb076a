using System.Collections.Immutable;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>What every field has to keep to.</summary>
internal static class Require
{
    public static string Text(string text, int limit, string what) =>
        text.Length <= limit
            ? text
            : throw new MalformedException(
                $"{what}: {text.Length} characters, at most {limit} are taken"
            );

    public static string Named(string text, int limit, string what) =>
        text.Length > 0 ? Text(text, limit, what) : throw new MalformedException($"{what}: empty");

    public static void Count(int count, int limit, string what)
    {
        if (count > limit)
        {
            throw new MalformedException($"{what}: {count} entries, at most {limit} are taken");
        }
    }

    /// <summary>Takes a closed set of values over; zero and numbers not known are refused.</summary>
    public static T Known<T>(int value, string what)
        where T : struct, Enum
    {
        var known = (T)Enum.ToObject(typeof(T), value);
        return value != 0 && Enum.IsDefined(known)
            ? known
            : throw new MalformedException($"{what}: {value} is not known here");
    }

    /// <summary>Sorted by a key that each has once.</summary>
    public static ImmutableArray<T> Sorted<T>(
        IEnumerable<T> items,
        Func<T, string> key,
        string what
    )
    {
        var sorted = items.OrderBy(key, StringComparer.Ordinal).ToImmutableArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (key(sorted[i - 1]) == key(sorted[i]))
            {
                throw new MalformedException($"{what}: {key(sorted[i])} stands there twice");
            }
        }

        return sorted;
    }
}
