namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>PermitRootLogin, for who comes with a key.</summary>
internal static class RootLogin
{
    /// <summary>Null where the user is not root, or is let in with a key.</summary>
    public static EvidenceLine? Refusal(DiagnosisCase asked)
    {
        var permit = asked.Server.Setting("PermitRootLogin");
        return asked.Question.User != "root" ? null
            : permit.Value == "no"
            || (
                permit.Value == "forced-commands-only"
                && asked.Server.Key.Value?.Admits is { Command.Length: 0 }
            )
                ? EvidenceLine.Server($"PermitRootLogin {permit.Value}", permit.Source)
            : null;
    }
}
