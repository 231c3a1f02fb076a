using System.Net;
using System.Net.Mail;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;
using MimeKit;

namespace Fleet.Controller.Notifications.Sending.Mail;

/// <summary>A notification as mail: plain text, and the same as HTML. No text of a host reaches a header but the subject, which is one line without controls.</summary>
internal static class MailText
{
    private const int LongestSubject = 200;

    public static MimeMessage Of(Delivery delivery, ReceiverAddress.Email email, DateTimeOffset at)
    {
        var title = NoticeText.Title(delivery.Message);
        var lines = NoticeText.Lines(delivery.Message).ToList();
        var domain = new MailAddress(email.From).Host;
        var mail = new MimeMessage
        {
            Subject = title.Length > LongestSubject ? $"{title[..LongestSubject]}…" : title,
            Date = at,
            MessageId = $"{delivery.Id}@{domain}",
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = $"{title}\n\n{string.Join('\n', lines)}\n" },
                new TextPart("html") { Text = Html(title, lines) },
            },
        };
        mail.From.Add(new MailboxAddress("Fleet", email.From));
        mail.To.AddRange(email.To.Select(to => new MailboxAddress("", to)));
        mail.Headers.Add(Http.HttpTry.IdHeader, delivery.Id);
        // Nobody's holiday answers to it (RFC 3834 §5).
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (delivery.Group.Length > 0)
        {
            // What belongs together stands together in a mailbox (RFC 5322 §3.6.4).
            mail.References.Add($"{delivery.Group}@{domain}");
        }

        return mail;
    }

    private static string Html(string title, IEnumerable<string> lines) =>
        $"<!DOCTYPE html>\n<h3>{WebUtility.HtmlEncode(title)}</h3>\n<pre>{WebUtility.HtmlEncode(string.Join('\n', lines))}</pre>\n";
}
