using System.Collections.Immutable;
using Fleet.Checks.Catalog.Profiles;

namespace Fleet.Controller.Judging;

/// <summary>What reading a profile gave: a profile, or every error in it.</summary>
/// <param name="Profile">Null where there is an error: a profile is never taken in part.</param>
/// <param name="Errors">In the order of the text; empty where there is a profile.</param>
public sealed record ProfileReading(Profile? Profile, ImmutableArray<PolicyError> Errors);
