using Fleet.Checks.Parsing.SshWire;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Tests.Catalog.SshCrypto;

/// <summary>What real servers say first.</summary>
internal static class Offers
{
    /// <summary>Debian 12 as shipped, 9.2p1-2+deb12u7.</summary>
    public static KexInit Debian12 { get; } =
        Init(
            "sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256,kex-strict-s-v00@openssh.com",
            "rsa-sha2-512,rsa-sha2-256,ecdsa-sha2-nistp256,ssh-ed25519",
            "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com",
            "umac-64-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha1-etm@openssh.com,umac-64@openssh.com,umac-128@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1"
        );

    /// <summary>OpenSSH 5.3 of Red Hat 6.</summary>
    public static KexInit RedHat6 { get; } =
        Init(
            "diffie-hellman-group-exchange-sha256,diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
            "ssh-rsa,ssh-dss",
            "aes128-ctr,aes192-ctr,aes256-ctr,arcfour256,arcfour128,aes128-cbc,3des-cbc,blowfish-cbc,cast128-cbc,aes192-cbc,aes256-cbc,arcfour,rijndael-cbc@lysator.liu.se",
            "hmac-md5,hmac-sha1,umac-64@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-ripemd160,hmac-ripemd160@openssh.com,hmac-sha1-96,hmac-md5-96"
        );

    public static KexInit Init(string kex, string keys, string ciphers, string macs) =>
        new()
        {
            Kex = [.. kex.Split(',')],
            HostKeys = [.. keys.Split(',')],
            CiphersToServer = [.. ciphers.Split(',')],
            CiphersToClient = [.. ciphers.Split(',')],
            MacsToServer = [.. macs.Split(',')],
            MacsToClient = [.. macs.Split(',')],
            CompressionToServer = ["none", "zlib@openssh.com"],
            CompressionToClient = ["none", "zlib@openssh.com"],
        };

    public static SshProbeResult Says(
        KexInit offer,
        string named = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7"
    ) =>
        new()
        {
            Connect = ConnectOutcome.Connected,
            Identification = SshIdentification
                .Read(System.Text.Encoding.ASCII.GetBytes(named + "\r\n"))
                .Value,
            Offer = offer,
        };
}
