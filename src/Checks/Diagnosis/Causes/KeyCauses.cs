using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The host does not know the client's key, or the client cannot use it.</summary>
internal static class KeyCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        .. ClientKeyCauses.All,
        .. KeyRefusalCauses.All,
        RuleCause.Of(
            "key.revoked_list",
            GateId.Key,
            "sshd cannot read the list of revoked keys, and refuses every key",
            "ssh.trusted_ca/revoked_keys",
            _ => null,
            _ => "sshd -T | grep -i '^revokedkeys'"
        ),
        new(
            "key.excluded",
            GateId.Key,
            "the key is there, but its line's options exclude this login",
            ServerKeyCauses.Excluded
        ),
        new(
            "key.line_broken",
            GateId.Key,
            "sshd passes over a broken line of the key file",
            ServerKeyCauses.Broken
        ),
        new(
            "key.not_in_file",
            GateId.Key,
            "none of the client's keys is in the files that sshd reads for the user",
            ServerKeyCauses.NotInFile
        ),
        new(
            "key.refused",
            GateId.Key,
            "the server refuses every key that the client offers",
            ServerKeyCauses.Refused
        ),
    ];
}
