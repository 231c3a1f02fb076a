namespace Fleet.Controller.Tests.Fakes;

/// <summary>A clock that stands where a test puts it.</summary>
public sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
