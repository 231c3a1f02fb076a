using Fleet.Controller.Api.Listening;

namespace Fleet.Controller.Cli.Serving;

/// <summary>A part of the controller that does its work by itself, and what operators call of it.</summary>
public interface IControllerArea
{
    /// <summary>Null: operators do not call it.</summary>
    OperatorService? Service { get; }

    /// <summary>Works until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
