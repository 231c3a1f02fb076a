namespace Fleet.Controller.Authority.Roles;

/// <summary>What an operator may do; each includes those before it.</summary>
public enum Role
{
    Unspecified = 0,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Makes hosts look: runs checks.</summary>
    Diagnoser,

    /// <summary>Decides about what was found: accepts.</summary>
    Operator,

    /// <summary>Decides who belongs to the fleet: tokens, certificates.</summary>
    Admin,
}
