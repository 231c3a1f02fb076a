using Fleet.Protos.Trust;

namespace Fleet.Controller.Cli.Connecting;

/// <summary>Where the controller is and what it takes to be let in; the kinds are closed.</summary>
public abstract record ControllerAddress
{
    private ControllerAddress() { }

    /// <summary>As messages name it.</summary>
    public abstract string Place { get; }

    /// <summary>The controller of this machine.</summary>
    public sealed record Local(string SocketPath) : ControllerAddress
    {
        public override string Place => SocketPath;
    }

    /// <summary>A controller elsewhere, over TLS.</summary>
    /// <param name="Url">https, host and port.</param>
    /// <param name="Pin">The root it must come from.</param>
    /// <param name="Token">The API token: <c>id.secret</c>.</param>
    public sealed record Remote(Uri Url, string Pin, string Token) : ControllerAddress
    {
        public override string Place => Url.GetLeftPart(UriPartial.Authority);

        /// <summary>Without the token.</summary>
        public override string ToString() => Place;
    }

    /// <summary>A controller elsewhere, as it was named; each part that is missing or malformed is a problem of its own.</summary>
    /// <exception cref="UnusableAddressException">Names the part and where it comes from.</exception>
    public static ControllerAddress At(string url, string? pin, string? token)
    {
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || parsed.Scheme != Uri.UriSchemeHttps
            || parsed.AbsolutePath != "/"
        )
        {
            throw Unusable($"\"{url}\" is not a controller's address: expected https://HOST:PORT");
        }

        if (string.IsNullOrEmpty(pin))
        {
            throw Unusable(
                $"{url} needs the pin of its root in FLEET_PIN: fleet operator create printed it"
            );
        }

        if (!RootPin.IsWellFormed(pin))
        {
            throw Unusable("FLEET_PIN is not a pin: expected sha256: and 64 hexadecimal digits");
        }

        return string.IsNullOrWhiteSpace(token)
            ? throw Unusable(
                $"{url} needs an API token in FLEET_TOKEN (or a file named in FLEET_TOKEN_FILE): fleet operator create makes one"
            )
            : new Remote(parsed, pin, token.Trim());
    }

    private static UnusableAddressException Unusable(string why) => new(why);
}
