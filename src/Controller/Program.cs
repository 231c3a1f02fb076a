using Fleet.Controller.Cli;
using Fleet.Controller.Cli.Connecting;

return await FleetCommand.RunAsync(args, CliEnvironment.OfThisProcess());
