using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>The server refused every login that was tried.</summary>
internal static class DeniedMeanings
{
    /// <summary><c>Permission denied (METHODS).</c></summary>
    public static Meaning Of(string methods, bool isRoot)
    {
        var taken = methods.Split(',', StringSplitOptions.TrimEntries);
        var suspects = SilentRefusals
            .AtClient.Where(cause =>
                cause != "method.publickey_off" || !taken.Contains("publickey")
            )
            .Where(cause => cause != "method.password_off" || !taken.Contains("password"))
            .Where(cause => cause != "user.root" || isRoot)
            .OrderBy(cause => isRoot && cause == "user.root" ? 0 : 1);
        return (
            taken.Contains("publickey")
                ? Open(
                    $"The connection and the host's key are in order, and the server refused every login that was tried; it takes {methods}. It does not tell a client why.",
                    ["key.refused", .. suspects]
                )
                : Points(
                    "method.publickey_off",
                    $"The server takes only {methods} from this user, no keys; or one method did and it wants another besides.",
                    [
                        .. suspects.Where(cause =>
                            cause
                                is "method.second_factor"
                                    or "method.wrong_password"
                                    or "account.unknown"
                                    or "user.lists"
                                    or "user.root"
                                    or "pam.faillock"
                                    or "account.locked"
                                    or "shell.trouble"
                        ),
                    ]
                )
        ).Echo();
    }
}
