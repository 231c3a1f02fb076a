using Fleet.Checks.Diagnosis.Client;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>Signature algorithms of RSA keys: one key, three ways to sign, of which both sides must want one (RFC 8332).</summary>
internal static class Algorithms
{
    private const string Keyword = "PubkeyAcceptedAlgorithms";
    private static readonly string[] OfRsa = ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"];

    /// <summary>What shows that the client's RSA keys cannot sign as sshd wants; null where one of them can, it has others, or it is not known.</summary>
    public static EvidenceLine? NoneCommon(DiagnosisCase asked)
    {
        var server = asked.Server.Setting(Keyword);
        var client = asked.Client.Config.Value?.List("pubkeyacceptedalgorithms");
        if (
            asked.Client.Reached(Milestone.KeyKnown)
            || server.Value is not { Length: > 0 } list
            || client is not { } own
            || asked.Client.Keys.Value is not { Count: > 0 } keys
            || !keys.All(key => key.Type == "ssh-rsa")
        )
        {
            return null;
        }

        var theirs = list.Split(',');
        return own.Any(name => OfRsa.Contains(name) && theirs.Contains(name))
            ? null
            : EvidenceLine.Client(
                $"the client signs with {string.Join(',', own.Where(name => OfRsa.Contains(name)))}, and sshd takes {string.Join(',', theirs.Where(name => OfRsa.Contains(name)))}",
                "ssh -G, sshd -T"
            );
    }
}
