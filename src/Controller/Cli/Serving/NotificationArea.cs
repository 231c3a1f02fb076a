using Fleet.Controller.Api.Listening;
using Fleet.Controller.Api.Operating.Notices;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Notifications.Sending;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Tells receivers of regressions: from the feed through the outbox.</summary>
internal sealed class NotificationArea : IControllerArea
{
    private readonly NoticePlanning _planning;
    private readonly NoticeSending _sending;

    public NotificationArea(ControllerCore core)
    {
        var (policy, log, time) = (core.Policy, core.Log, core.Time);
        var store = new OutboxStore(core.Database);
        var times = new SendingTimes();
        var channels = new Channels(new SecretFiles(), time);
        _sending = new(
            store,
            () => policy.Policy.Notifications,
            new PatientChannel(channels, times, time),
            times,
            time,
            log.NotTold
        );
        _planning = new(core.Database, policy, time, _sending.Wake, log.NotTold);
        var once = new PatientChannel(channels, times with { QuickRetries = 0 }, time);
        Service = OperatorService.Of(
            new NoticesApi(
                store,
                new TestNotice(store, once, time),
                _sending,
                () => policy.Policy.Notifications,
                time
            )
        );
    }

    public OperatorService? Service { get; }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_planning.RunAsync(cancellationToken), _sending.RunAsync(cancellationToken));
}
