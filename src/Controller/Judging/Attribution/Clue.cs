namespace Fleet.Controller.Judging.Attribution;

/// <summary>What a clue is about.</summary>
public enum ClueKind
{
    Unspecified = 0,

    /// <summary>A package was installed, upgraded or removed.</summary>
    Package,

    /// <summary>sshd was started, stopped or reloaded.</summary>
    Service,

    /// <summary>A file that the regression rests on was written.</summary>
    File,

    /// <summary>Somebody logged in.</summary>
    Login,

    /// <summary>Something else on the host changed.</summary>
    Change,
}

/// <summary>Something that happened about when a regression did. It came before; whether it is why, a person decides.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="At">When.</param>
/// <param name="Words">One sentence; text from the host in it is raw.</param>
/// <param name="Weight">0 to 100: how likely it has to do with the regression.</param>
/// <param name="Source">The host's file, or the check, that tells it.</param>
public sealed record Clue(
    ClueKind Kind,
    DateTimeOffset At,
    string Words,
    int Weight,
    string Source
);

/// <summary>The clues to a regression.</summary>
/// <param name="Clues">The likeliest first; of equal ones the newest.</param>
/// <param name="Unknown">What could not be looked at; empty: nothing.</param>
public sealed record Attribution(
    System.Collections.Immutable.ImmutableArray<Clue> Clues,
    System.Collections.Immutable.ImmutableArray<string> Unknown
);
