using Fleet.Agent.Cli;

return await CommandLine.RunAsync(args, Surroundings.OfThisProcess());
