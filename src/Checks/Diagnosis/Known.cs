using System.Diagnostics.CodeAnalysis;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Diagnosis;

/// <summary>A piece of evidence: there, certainly not there, or not known. Could not look is never absent.</summary>
/// <param name="State">Which of the three.</param>
/// <param name="Value">The piece; <c>default</c> where it is not present.</param>
/// <param name="Reason">Why it is absent or unknown, in plain words; empty for what is present.</param>
/// <param name="Source">Where it was read: <c>/etc/ssh/sshd_config:33</c>, <c>ssh -G</c>, <c>nft list ruleset</c>; empty where nowhere.</param>
public sealed record Known<T>(ReadingState State, T? Value, string Reason, string Source)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsPresent => State == ReadingState.Present;

    public bool IsAbsent => State == ReadingState.Absent;

    public bool IsUnknown => !IsPresent && !IsAbsent;

    /// <summary>The same state with another value; absent and unknown keep their reason.</summary>
    public Known<TTo> Select<TTo>(Func<T, TTo> map)
        where TTo : class =>
        IsPresent ? new(State, map(Value!), Reason, Source) : new(State, default, Reason, Source);
}

/// <summary>Makes evidence.</summary>
public static class Known
{
    public static Known<T> Present<T>(T value, string source)
        where T : class => new(ReadingState.Present, value, "", source);

    public static Known<T> Absent<T>(string reason, string source = "")
        where T : class => new(ReadingState.Absent, default, reason, source);

    public static Known<T> Unknown<T>(string reason)
        where T : class => new(ReadingState.Unknown, default, reason, "");

    /// <summary>A fact's reading as evidence.</summary>
    public static Known<string> Of(Reading reading, string source) =>
        reading.State switch
        {
            ReadingState.Present => Present(reading.Value, reading.Source ?? source),
            ReadingState.Absent => Absent<string>(reading.Reason ?? "", reading.Source ?? source),
            _ => Unknown<string>(reading.Reason ?? "not looked at"),
        };
}
