namespace Fleet.Controller.Judging.Life;

/// <summary>A step in a regression's life. Stored in the commit of what led to it, in this order: notes, notifications and watchers follow it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Regression">To which.</param>
/// <param name="State">The state that it led to.</param>
/// <param name="At">When, by the records' time; for what time alone did, the moment at which it was due.</param>
/// <param name="By">The operator whose act it was; empty: nobody's.</param>
/// <param name="Text">A reason, a note, or what changed; raw.</param>
/// <param name="Late">It happened while the host was catching up: history, not news.</param>
/// <param name="Row">The place in <see cref="HostChanges.Regressions"/> of the one that it is about: a key may stand for two there, one forgotten and one new.</param>
public sealed record RegressionEvent(
    RegressionEventKind Kind,
    RegressionKey Regression,
    RegressionState State,
    DateTimeOffset At,
    string By,
    string Text,
    bool Late,
    int Row
);
