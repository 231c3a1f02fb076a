using System.Net.Http.Headers;

namespace Fleet.Controller.Cli.Connecting;

/// <summary>Shows the API token with every call (RFC 6750 §2.1).</summary>
internal sealed class BearerHandler(string token, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }
}
