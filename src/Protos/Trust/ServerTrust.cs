using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Protos.Trust;

/// <summary>
/// Whether who answers is the controller: its chain must end in the root with our pin, and be made for servers (every agent has a certificate of that root too). Names
/// are not looked at: the pin is stronger. Dates are not believed over ours nor ours over them: a wrong clock is a fault to diagnose, said but tolerated.
/// </summary>
/// <param name="pin">The root's pin.</param>
/// <param name="time">This machine's clock, which may be wrong.</param>
public sealed class ServerTrust(string pin, TimeProvider time)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Why the last one who answered was not believed; empty: it was.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>What is odd about the one who was believed: validity dates that this host's clock does not agree with; empty: nothing.</summary>
    public string Remark { get; private set; } = "";

    /// <summary>Judges what a server presented.</summary>
    /// <param name="server">Its certificate.</param>
    /// <param name="presented">The chain as TLS built it, with what the server sent; null: nothing.</param>
    public bool Believes(X509Certificate? server, X509Chain? presented)
    {
        (Problem, Remark) = ("", "");
        if (server is null)
        {
            Problem = "it presented no certificate";
            return false;
        }

        using var leaf = X509CertificateLoader.LoadCertificate(server.GetRawCertData());
        var sent = Sent(presented);
        var root = sent.FirstOrDefault(c => RootPin.Of(c) == pin) ?? CarriedRoot.Find(leaf, pin);
        if (root is null)
        {
            Problem = $"no certificate it presented has the pin {pin}";
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = Policy(root, sent) };
        if (!chain.Build(leaf))
        {
            var why = string.Join(
                "; ",
                chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Distinct()
            );
            Problem = $"its certificate does not come from the root with our pin: {why}";
            return false;
        }

        Remark = DatesOf(leaf);
        return true;
    }

    private static X509ChainPolicy Policy(X509Certificate2 root, X509Certificate2Collection sent)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(root);
        policy.ExtraStore.AddRange(sent);
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        return policy;
    }

    private static X509Certificate2Collection Sent(X509Chain? presented)
    {
        var sent = new X509Certificate2Collection();
        if (presented is not null)
        {
            sent.AddRange(presented.ChainPolicy.ExtraStore);
            foreach (var element in presented.ChainElements)
            {
                sent.Add(element.Certificate);
            }
        }

        return sent;
    }

    private string DatesOf(X509Certificate2 leaf)
    {
        var now = time.GetUtcNow();
        var from = new DateTimeOffset(leaf.NotBefore.ToUniversalTime());
        var until = new DateTimeOffset(leaf.NotAfter.ToUniversalTime());
        return now < from || now > until
            ? $"its certificate is valid from {from:u} to {until:u}, and this host's clock says {now:u}: is the clock right?"
            : "";
    }
}
