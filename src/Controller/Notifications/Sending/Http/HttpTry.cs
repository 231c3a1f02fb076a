using System.Net;
using System.Text;
using Fleet.Checks.Reporting;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>One request to a receiver, and what its answer means.</summary>
internal static class HttpTry
{
    /// <summary>The header that names the message: the same at every try.</summary>
    public const string IdHeader = "Fleet-Notification-Id";

    private const int MostOfAnswer = 300;

    /// <summary>Posts JSON.</summary>
    public static async Task<DeliveryOutcome> PostAsync(
        Delivery delivery,
        Uri url,
        byte[] body,
        IReadOnlyDictionary<string, string> headers,
        CancellationToken cancellationToken
    )
    {
        using var client = GuardedHttp.Client(delivery.Receiver.AllowedNetworks);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add(IdHeader, delivery.Id);
        request.Headers.UserAgent.ParseAdd("fleet");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        try
        {
            using var answer = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return await OutcomeAsync(answer, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            return failure.InnerException is AddressRefusedException refused
                ? DeliveryOutcome.Refused(refused.Message)
                : DeliveryOutcome.Failed(
                    $"{url.Host}: {failure.InnerException?.Message ?? failure.Message}"
                );
        }
    }

    private static async Task<DeliveryOutcome> OutcomeAsync(
        HttpResponseMessage answer,
        CancellationToken cancellationToken
    )
    {
        var code = (int)answer.StatusCode;
        var said = Printable.Line($"{code} {answer.ReasonPhrase}").TrimEnd();
        if (code is >= 300 and < 400)
        {
            var to = answer.Headers.Location;
            return DeliveryOutcome.Refused(
                $"{said}: it sends elsewhere ({Printable.Line($"{to}")}), and redirects are not followed; give the address itself"
            );
        }

        var words = await WordsAsync(answer, cancellationToken);
        said = words.Length > 0 ? $"{said}: {words}" : said;
        return answer.IsSuccessStatusCode ? DeliveryOutcome.Delivered(said)
            : code >= 500
            || answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                ? DeliveryOutcome.Failed(said) with
                {
                    RetryAfter = answer.Headers.RetryAfter?.Delta,
                }
            : DeliveryOutcome.Refused(said);
    }

    /// <summary>The beginning of what it says, on one line.</summary>
    private static async Task<string> WordsAsync(
        HttpResponseMessage answer,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostOfAnswer];
        var count = await stream.ReadAtLeastAsync(
            bytes,
            bytes.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        return Printable.Line(Encoding.UTF8.GetString(bytes, 0, count).Trim());
    }
}
