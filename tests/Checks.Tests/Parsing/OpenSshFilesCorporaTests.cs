using System.Globalization;
using System.Numerics;
using Fleet.Checks.Parsing.AuthorizedKeys;
using Fleet.Checks.Parsing.SshKeys;
using Fleet.Checks.Tests.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>The files of OpenSSH's own tests: public keys of every type, certificates, fingerprints, the configuration it installs.</summary>
public sealed class OpenSshFilesCorporaTests
{
    private const string Folder = "openssh_regress";

    [Fact]
    public void Fingerprints_are_those_of_ssh_keygen()
    {
        var agreement = new Agreement($"{Folder}/fingerprints");
        foreach (var path in Corpus.Files(Folder, "*.fp"))
        {
            var published = Path.ChangeExtension(path, ".pub");
            if (File.Exists(published))
            {
                agreement.Case(Corpus.Name(path), () => Fingerprint(agreement, path, published));
            }
        }

        agreement.Conclude();
    }

    [Fact]
    public void Every_public_key_and_certificate_is_of_the_type_that_its_line_says()
    {
        var agreement = new Agreement($"{Folder}/keys");
        // X.param.pub is a point of a curve as a number.
        foreach (
            var path in Corpus
                .Files(Folder, "*.pub")
                .Concat(Corpus.Files(Folder, "*.cert"))
                .Where(path => !path.EndsWith(".param.pub", StringComparison.Ordinal))
        )
        {
            agreement.Case(
                Corpus.Name(path),
                () =>
                {
                    var line = File.ReadAllText(path);
                    var word = line.Split(' ')[0];
                    // SSH 1 keys begin with their number of bits: no release since 7.6 takes them.
                    var isOld = int.TryParse(word, CultureInfo.InvariantCulture, out _);
                    var keys = AuthorizedKeysFile.Parse(line).Keys;
                    agreement.Compare(
                        Corpus.Name(path),
                        isOld ? "no key" : word,
                        keys is [var key] ? key.Key.Type.Name : "no key"
                    );
                }
            );
        }

        agreement.Conclude();
    }

    [Fact]
    public void An_RSA_key_has_the_bits_of_its_modulus()
    {
        var agreement = new Agreement($"{Folder}/moduli");
        foreach (var path in Corpus.Files(Folder, "*.param.n"))
        {
            var published = path.Replace(".param.n", ".pub", StringComparison.Ordinal);
            if (File.Exists(published))
            {
                agreement.Case(
                    Corpus.Name(path),
                    () =>
                    {
                        var modulus = BigInteger.Parse(
                            "0" + File.ReadAllText(path).Trim(),
                            NumberStyles.HexNumber
                        );
                        var words = File.ReadAllText(published).Split(' ');
                        agreement.Compare(
                            Corpus.Name(path),
                            $"{modulus.GetBitLength()}",
                            $"{SshPublicKey.Read(words[0], words[1], out _)?.RsaBits}"
                        );
                    }
                );
            }
        }

        agreement.Conclude();
    }

    [Fact]
    public void The_configuration_that_OpenSSH_installs_is_read_without_a_complaint()
    {
        var agreement = new Agreement($"{Folder}/sshd_config");
        foreach (var path in Corpus.Files(Folder, "sshd_config"))
        {
            agreement.Case(
                Corpus.Name(path),
                () =>
                    agreement.Compare(
                        Corpus.Name(path),
                        "",
                        string.Join("; ", SshdText.Read(File.ReadAllText(path)).Errors)
                    )
            );
        }

        agreement.Conclude();
    }

    private static void Fingerprint(Agreement agreement, string path, string published)
    {
        var name = Corpus.Name(published);
        var expected = File.ReadAllText(path).Trim();
        var words = File.ReadAllText(published).Split(' ', '\n');
        var line = SshPublicKey.Read(words[0], words[1], out var error);
        agreement.Compare(name, expected, line?.Fingerprint ?? error);
        var blob = SshPublicKey.Read(Convert.FromBase64String(words[1]), out error);
        agreement.Compare(name + " as a blob", expected, blob?.Fingerprint ?? error);
    }
}
