namespace Fleet.Checks.Catalog.SshClientKeys;

/// <summary>The prefixes of ssh_client.keys' facts.</summary>
internal static class KeyFact
{
    public const string Mode = "client_key";
    public const string Public = "client_key_public";
    public const string Identity = "client_identity";
    public const string Offer = "client_offer";
    public const string Agent = "client_agent";
    public const string Owner = "client_owner";

    public const string PublicKey = "public key";
    public const string PrivateKey = "private key";
    public const string Missing = "missing";

    public static readonly string[] Prefixes = [Mode, Public, Identity, Offer, Agent, Owner];
}
